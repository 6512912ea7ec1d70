package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/** The intervention that changes nothing, to be told from those that may. */
enum NoIntervention implements Intervention {
  INSTANCE;

  @Override
  public Tensor after(SamplingStep step, Tensor next, double sigma) {
    return next;
  }
}
