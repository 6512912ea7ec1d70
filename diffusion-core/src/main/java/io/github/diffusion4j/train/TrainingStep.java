package io.github.diffusion4j.train;

import java.time.Duration;

/**
 * What is known after one step.
 *
 * @param step counted from 1
 * @param steps there will be
 * @param loss weighted as the formulation says, mean over all elements; not finite if the step was
 *     skipped
 * @param learningRate that the step used
 * @param gradientNorm over all weights, before clipping
 * @param imagesPerSecond averaged over the last steps
 * @param memoryBytes of native memory that tensors hold
 * @param waiting share of this run's time until now that the trainer waited for pictures, 0 to 1
 * @param elapsed training time until now, of earlier runs too
 */
public record TrainingStep(
    long step,
    long steps,
    double loss,
    double learningRate,
    double gradientNorm,
    double imagesPerSecond,
    long memoryBytes,
    double waiting,
    Duration elapsed) {}
