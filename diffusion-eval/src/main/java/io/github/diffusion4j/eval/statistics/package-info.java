/**
 * How sure a number is: exact bounds on rates, sample sizes, power, and intervals by resampling.
 */
package io.github.diffusion4j.eval.statistics;
