/** Starts the contenders of a work, lets them take turns, and writes down what they took. */
package io.github.diffusion4j.bench.compare;
