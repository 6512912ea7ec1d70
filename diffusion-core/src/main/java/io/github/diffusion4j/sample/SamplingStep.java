package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * One step of a sampler. Its tensors can be read only until the observer returns.
 *
 * @param index of the step, from 0
 * @param steps how many there are
 * @param sigma the noise level that the step starts from
 * @param x the state at that level, {@code [N, C, H, W]}
 * @param denoised the estimate of the pictures that the step went by, {@code [N, C, H, W]}
 */
public record SamplingStep(int index, int steps, double sigma, Tensor x, Tensor denoised) {}
