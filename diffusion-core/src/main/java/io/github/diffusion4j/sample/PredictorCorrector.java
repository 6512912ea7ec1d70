package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Corrects the state at each level before a sampler goes on from there (Song et al. 2021, algorithm
 * 1). The denoiser is asked {@code 1 + corrector.steps()} times a step, with predictors that ask
 * once.
 *
 * @param predictor goes from level to level, such as {@link ReverseDiffusion}; as its step to level
 *     0 adds no noise, what comes out has none
 * @param corrector stays at a level
 */
public record PredictorCorrector(Sampler predictor, LangevinCorrector corrector)
    implements Sampler {
  @Override
  public Stepper start(SamplingTask task) {
    Stepper inner = predictor.start(task);
    return new Stepper() {
      @Override
      public Moved step(Tensor x, int index) {
        return inner.step(corrector.correct(task, x, task.sigma(index)), index);
      }

      @Override
      public void forget() {
        inner.forget();
      }
    };
  }
}
