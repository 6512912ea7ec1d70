/**
 * How probable a model finds pictures, in bits per dimension: by the variational bound of the
 * Markov chain, and by the probability-flow differential equation.
 *
 * <p>A number of bits means little without how it was estimated, so the results say so.
 */
package io.github.diffusion4j.likelihood;
