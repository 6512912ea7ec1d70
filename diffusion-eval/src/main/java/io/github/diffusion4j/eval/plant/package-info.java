/**
 * Copies made on purpose. What is known to be a copy says how many of such copies a detector finds,
 * and so what it means that it found none.
 */
package io.github.diffusion4j.eval.plant;
