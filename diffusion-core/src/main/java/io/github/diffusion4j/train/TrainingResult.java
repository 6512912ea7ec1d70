package io.github.diffusion4j.train;

/**
 * How a training run ended.
 *
 * @param step the last one taken
 * @param loss mean of the last hundred steps
 * @param resumed whether it went on from a checkpoint
 * @param interrupted whether it was stopped before its end; its state is saved
 */
public record TrainingResult(long step, double loss, boolean resumed, boolean interrupted) {}
