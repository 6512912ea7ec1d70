/**
 * What pictures are compared by: rows of numbers that carry the identity of the descriptor that
 * made them, and distances between such rows in double precision.
 */
package io.github.diffusion4j.eval.feature;
