/**
 * Whether generated pictures are copies of training pictures.
 *
 * <p>{@link io.github.diffusion4j.eval.replication.Calibration} is what a gate counts by: the
 * similarity that held-out real pictures reach. The others are diagnostics beside it; each says in
 * its description what it cannot see.
 */
package io.github.diffusion4j.eval.replication;
