package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which sampler, with how many steps: what recipes and command lines choose.
 *
 * @param sampler which
 * @param steps how many, 1 to 100,000; Heun asks the denoiser twice in each but the last
 * @param churn how much noise Heun adds; 0 for the others
 * @param eta how stochastic DDIM is, 0 to 1; 0 for the others
 */
public record SamplerSpec(Kind sampler, int steps, double churn, double eta) {
  private static final int MAX_STEPS = 100_000;
  private static final double RHO = 7;

  /** The samplers there are. */
  public enum Kind {
    /** {@link Heun}. */
    HEUN,
    /** {@link Euler}. */
    EULER,
    /** {@link Ddim}. */
    DDIM,
    /** {@link Ancestral}, with the posterior's variance. */
    ANCESTRAL;

    /** Returns its name in recipes, such as {@code heun}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the sampler of a name in recipes.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public static Kind named(String label) {
      return Arrays.stream(values())
          .filter(kind -> kind.label().equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "unknown sampler '"
                          + label
                          + "'; there are "
                          + Arrays.stream(values())
                              .map(Kind::label)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** Checks the numbers. */
  public SamplerSpec {
    if (steps < 1 || steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "sampling steps are " + steps + "; choose 1 to " + MAX_STEPS + ", such as 18");
    }
    if (churn != 0 && sampler != Kind.HEUN) {
      throw new IllegalArgumentException(
          "churn is "
              + churn
              + ", but "
              + sampler.label()
              + " does not churn; leave it 0, or choose"
              + " heun");
    }
    if (eta != 0 && sampler != Kind.DDIM) {
      throw new IllegalArgumentException(
          "eta is " + eta + ", but " + sampler.label() + " has none; leave it 0, or choose ddim");
    }
    build(sampler, churn, eta);
  }

  /** Makes one without churn and eta. */
  public SamplerSpec(Kind sampler, int steps) {
    this(sampler, steps, 0, 0);
  }

  /** Returns the sampler. */
  public Sampler build() {
    return build(sampler, churn, eta);
  }

  private static Sampler build(Kind kind, double churn, double eta) {
    return switch (kind) {
      case HEUN -> new Heun(churn);
      case EULER -> new Euler();
      case DDIM -> new Ddim(eta);
      case ANCESTRAL -> new Ancestral(Variance.FIXED_SMALL);
    };
  }

  /**
   * Returns the noise levels it visits for a model trained so: {@code steps} levels and 0.
   *
   * <p>Heun and Euler take EDM's levels over the model's range. DDIM and ancestral sampling of a
   * model with a discrete schedule stay on its steps: DDIM trailing, ancestral evenly from the last
   * to the first; without a schedule they take EDM's levels too.
   *
   * @throws IllegalArgumentException if the schedule has fewer steps
   */
  public double[] grid(NoiseProcess process) {
    if (process instanceof NoiseSchedule schedule) {
      if (sampler == Kind.DDIM) {
        return SigmaGrid.trailing(schedule, steps);
      }
      if (sampler == Kind.ANCESTRAL) {
        // One evenly spaced step would be the least noisy one: no way to start.
        return steps == 1 ? SigmaGrid.trailing(schedule, 1) : SigmaGrid.sections(schedule, steps);
      }
    }
    return SigmaGrid.karras(steps, process.sigmaMin(), process.sigmaMax(), RHO);
  }

  /**
   * Samples pictures from nothing but noise. The result belongs to the scope that is open.
   *
   * @param shape {@code [N, C, H, W]}
   * @param noise gives the start as well as what the sampler adds
   * @return pictures, about -1 to 1, FLOAT32
   */
  public Tensor sample(
      Denoiser denoiser,
      NoiseProcess process,
      Engine engine,
      Shape shape,
      NoiseStreams noise,
      SamplingObserver observer) {
    double[] sigmas = grid(process);
    Tensor start =
        noise.next(engine, shape, DataType.FLOAT32).multiply(process.startDeviation(sigmas[0]));
    return build().sample(denoiser, sigmas, start, noise, observer);
  }
}
