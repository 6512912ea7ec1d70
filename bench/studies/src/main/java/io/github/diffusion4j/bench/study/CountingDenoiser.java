package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.tensor.Tensor;

/** Counts how often a denoiser is asked. */
final class CountingDenoiser implements Denoiser {
  private final Denoiser inner;
  private long calls;

  CountingDenoiser(Denoiser inner) {
    this.inner = inner;
  }

  /** Returns how often it was asked so far, whatever the batch. */
  long calls() {
    return calls;
  }

  @Override
  public Tensor denoise(Tensor x, double[] sigmas) {
    calls++;
    return inner.denoise(x, sigmas);
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    calls++;
    return inner.estimate(x, sigmas);
  }
}
