/**
 * Studies of trained models: how close what they draw is to the data, by sampler, guidance and
 * number of steps, and how long it takes. Each writes a table, a picture and its raw numbers.
 */
package io.github.diffusion4j.bench.study;
