/**
 * Descriptors by networks that users bring: a contract beside the model says all that is done to a
 * picture, and modules that can run a kind of model are found by its file's name. It knows no such
 * module.
 */
package io.github.diffusion4j.eval.plugin;
