package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.denoise.Clipping;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.noise.Gaussians;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The variational bound of the Markov chain: an upper bound of the bits that a picture of 8 bits
 * takes (Ho et al. 2020, equation 5; Nichol and Dhariwal 2021, equations 4 to 7).
 *
 * <p>It is a term for the prior, one divergence for each step but the first, and the decoder's
 * discretised normal distribution for the first. All are in bits per dimension.
 *
 * @param schedule the chain; may be a respaced one, as the denoiser is told sigma
 * @param variance of the steps back
 */
public record VariationalBound(NoiseSchedule schedule, Variance variance) {
  private static final double BITS = 1 / Math.log(2);

  /**
   * Returns the term of one step for each picture, with gradients: what the hybrid loss of Nichol
   * and Dhariwal trains the variance by. It passes on the estimates' gradient too; to train the
   * variance alone, detach them.
   *
   * <p>At step {@code t} above 0 that is {@code KL(q(x_{t-1} | x_t, x0) || p(x_{t-1} | x_t))}. The
   * state's share in both means is the same, so with {@code g} the logarithm of the model's
   * variance over the posterior's it is {@code (g - 1 + exp(-g) + (SNR_{t-1} - SNR_t) (x0 - D)^2
   * exp(-g)) / 2}.
   *
   * @param x0 the pictures, {@code [N, C, H, W]}, of 8 bits in -1 to 1
   * @param estimate what the model says of their noisy states, the largeness included if the
   *     variance is learned
   * @param steps the step t of each of the N pictures
   * @return bits per dimension, {@code [N]}
   * @throws IllegalArgumentException if a step does not exist, there is not one for each picture,
   *     or the variance is learned and the estimate has none
   */
  public Tensor terms(Tensor x0, Estimate estimate, int... steps) {
    if (steps.length != x0.shape().dim(0)) {
      throw new IllegalArgumentException(
          x0.shape() + " are pictures of " + steps.length + " steps; give one step per picture");
    }
    Tensor growth = logGrowth(x0, estimate, steps);
    boolean anyFirst = Arrays.stream(steps).anyMatch(t -> t == 0);
    boolean allFirst = Arrays.stream(steps).allMatch(t -> t == 0);
    Tensor nats;
    if (allFirst) {
      nats = decoder(x0, estimate.pictures(), growth);
    } else if (anyFirst) {
      double[] isFirst = Arrays.stream(steps).mapToDouble(t -> t == 0 ? 1 : 0).toArray();
      nats =
          PerPicture.of(x0, isFirst)
              .where(
                  decoder(x0, estimate.pictures(), growth),
                  divergence(x0, estimate.pictures(), growth, steps));
    } else {
      nats = divergence(x0, estimate.pictures(), growth, steps);
    }
    return PerPicture.mean(nats).multiply(BITS).reshape(steps.length);
  }

  /** The logarithm of the model's variance over the posterior's. */
  private Tensor logGrowth(Tensor x0, Estimate estimate, int[] steps) {
    double[] widths = Arrays.stream(steps).mapToDouble(this::logWidth).toArray();
    return switch (variance) {
      case FIXED_SMALL -> PerPicture.of(x0, new double[steps.length]);
      case FIXED_LARGE -> {
        // At the first step beta would spoil the decoder, which wants what little noise is left.
        Arrays.setAll(widths, i -> steps[i] == 0 ? 0 : widths[i]);
        yield PerPicture.of(x0, widths);
      }
      case LEARNED -> {
        if (estimate.largeness() == null) {
          throw new IllegalArgumentException(
              "the bound is to use the learned variance, but the model learned none; choose"
                  + " fixed-small or fixed-large");
        }
        yield PerPicture.times(estimate.largeness(), widths);
      }
    };
  }

  private double logWidth(int t) {
    return Math.log(schedule.beta(t)) - schedule.posterior(t).clippedLogVariance();
  }

  private Tensor decoder(Tensor x0, Tensor denoised, Tensor growth) {
    double smallest = schedule.posterior(0).clippedLogVariance();
    Tensor logScale = growth.affine(0.5, smallest / 2);
    return DiscretizedGaussian.logLikelihood(x0, denoised, logScale).negate();
  }

  private Tensor divergence(Tensor x0, Tensor denoised, Tensor growth, int[] steps) {
    double[] gains = Arrays.stream(steps).mapToDouble(this::gain).toArray();
    Tensor errors = PerPicture.times(x0.subtract(denoised).square(), gains);
    return errors.add(1).multiply(growth.negate().exp()).add(growth).affine(0.5, -0.5);
  }

  /** How much the signal-to-noise ratio rises by a step back; the first step has no divergence. */
  private double gain(int t) {
    return t == 0 ? 0 : snr(t - 1) - snr(t);
  }

  private double snr(int t) {
    double sigma = schedule.sigma(t);
    return 1 / (sigma * sigma);
  }

  /**
   * Returns the prior's term for each picture, {@code KL(q(x_T | x0) || N(0, 1))}, in bits per
   * dimension. Nothing can be learned of it.
   *
   * @param x0 the pictures, {@code [N, C, H, W]}
   */
  public double[] prior(Tensor x0) {
    double alphaBar = schedule.alphaBar(schedule.steps() - 1);
    double logVariance = Math.log1p(-alphaBar);
    // The divergence is linear in the square of the mean, so the mean square stands for all.
    return Arrays.stream(PerPicture.mean(x0.square()).toDoubles())
        .map(square -> BITS * Gaussians.kl(Math.sqrt(alphaBar * square), logVariance, 0, 0))
        .toArray();
  }

  /**
   * Evaluates the whole bound: each picture at each step, under one noise for each. Estimates are
   * clipped to -1 to 1, as is done for published numbers.
   *
   * @param denoiser the model
   * @param x0 the pictures, {@code [N, C, H, W]}, of 8 bits in -1 to 1
   * @param noise one stream per picture
   */
  @SuppressWarnings("try") // a scope works by being open
  public Bound evaluate(Denoiser denoiser, Tensor x0, NoiseStreams noise) {
    Denoiser clipped = new Clipping(denoiser);
    Engine engine = x0.engine();
    Shape shape = x0.shape();
    int[] step = new int[shape.dim(0)];
    double[][] terms = new double[schedule.steps()][];
    double[] prior;
    try (Scope scope = engine.inference()) {
      prior = prior(x0);
    }
    for (int t = schedule.steps() - 1; t >= 0; t--) {
      try (Scope scope = engine.inference()) {
        double sigma = schedule.sigma(t);
        Tensor noisy = x0.add(noise.next(engine, shape, x0.type()).multiply(sigma));
        Arrays.fill(step, t);
        terms[t] = terms(x0, clipped.estimate(noisy, sigma), step).toDoubles();
      }
    }
    return new Bound(prior, terms);
  }

  /**
   * The bound of some pictures, in bits per dimension.
   *
   * @param prior the prior's term of each picture
   * @param terms {@code terms[t][n]} is the term of step t for picture n; the decoder's at 0
   */
  public record Bound(double[] prior, double[][] terms) {
    /** Returns the bits per dimension of each picture. */
    public double[] bitsPerDimension() {
      double[] sums = prior.clone();
      for (double[] term : terms) {
        Arrays.setAll(sums, n -> sums[n] + term[n]);
      }
      return sums;
    }

    /** Returns the term of each step, mean over the pictures. */
    public double[] curve() {
      return Arrays.stream(terms)
          .mapToDouble(term -> Arrays.stream(term).average().orElse(0))
          .toArray();
    }

    /** Returns how the number came about, for whoever reads it. */
    public String estimator() {
      return "variational bound over "
          + terms.length
          + " steps, one noise a step and picture, pictures of 8 bits without dequantisation,"
          + " estimates clipped to -1 to 1";
    }
  }
}
