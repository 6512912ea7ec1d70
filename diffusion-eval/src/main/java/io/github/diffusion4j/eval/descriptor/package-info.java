/**
 * What makes features of pictures. Descriptors here need no training; the closed forms of a trained
 * one, its pooling and its loss, are here too.
 */
package io.github.diffusion4j.eval.descriptor;
