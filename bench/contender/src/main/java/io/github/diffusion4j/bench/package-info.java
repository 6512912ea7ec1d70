/**
 * What is compared, and the process that does it when told: works, contenders, their protocol; and
 * what all benchmarks write down with.
 */
package io.github.diffusion4j.bench;
