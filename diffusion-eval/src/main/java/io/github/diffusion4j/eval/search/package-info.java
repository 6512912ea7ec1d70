/**
 * Exact search among descriptors: files of descriptors that are mapped into memory, and the nearest
 * rows of one set among another's, by products of matrices, for any size that fits the disk.
 */
package io.github.diffusion4j.eval.search;
