/** Training: loss, optimiser, moving average, checkpoints, and what a run shows of itself. */
package io.github.diffusion4j.train;
