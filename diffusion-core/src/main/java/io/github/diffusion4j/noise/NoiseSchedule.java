package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * A discrete variance-preserving noise process (Ho et al. 2020): step {@code t} of {@code 0 .. T-1}
 * replaces a share {@code beta_t} of the variance by noise.
 *
 * <p>{@code alphaBar_t} is the product of {@code 1 - beta} up to {@code t}: the share of the
 * picture's variance that is left. {@code sigma_t = sqrt((1 - alphaBar_t) / alphaBar_t)} grows
 * strictly with {@code t}. Immutable.
 */
public final class NoiseSchedule implements NoiseProcess {
  private static final double LINEAR_FIRST = 1e-4;
  private static final double LINEAR_LAST = 0.02;
  private static final double LATENT_FIRST = 0.00085;
  private static final double LATENT_LAST = 0.012;
  // The range of EDM's samplers: levels beyond it cost steps and change nothing one can see.
  private static final double LEAST_FREE = 0.002;
  private static final double LARGEST_FREE = 80;
  // Where alphaBar is 0 its place is taken by 2^-24, the least that changes a float of 1.
  private static final double NO_SIGNAL = Math.sqrt((1 << 24) - 1.0);

  private final double[] betas;
  private final double[] alphaBars;
  private final double[] sigmas;

  private NoiseSchedule(double[] betas) {
    this.betas = betas;
    alphaBars = new double[betas.length];
    sigmas = new double[betas.length];
    double product = 1;
    for (int t = 0; t < betas.length; t++) {
      product *= 1 - betas[t];
      alphaBars[t] = product;
      double before = t == 0 ? 0 : sigmas[t - 1];
      sigmas[t] =
          product == 0 ? Math.max(NO_SIGNAL, 2 * before) : Math.sqrt((1 - product) / product);
      if (!(sigmas[t] > before) || Double.isInfinite(sigmas[t])) {
        throw new IllegalArgumentException(
            "beta "
                + betas[t]
                + " at step "
                + t
                + " makes sigma "
                + sigmas[t]
                + "; sigma must grow at each step and stay finite: choose each beta in (0, 1) and"
                + " their sum below about 700");
      }
    }
  }

  /**
   * Returns the linear schedule of DDPM: betas from 1e-4 to 0.02 at 1000 steps, scaled by 1000 / T
   * at others (Nichol and Dhariwal 2021).
   *
   * @throws IllegalArgumentException if there are fewer than 21 steps, where the last beta would
   *     reach 1, or more than 100,000
   */
  public static NoiseSchedule linear(int steps) {
    Betas.checkSteps("linear", steps, 21);
    double scale = 1000.0 / steps;
    return linear(steps, scale * LINEAR_FIRST, scale * LINEAR_LAST);
  }

  /**
   * Returns the schedule whose betas go evenly from a first to a last one.
   *
   * @throws IllegalArgumentException if the steps are not 1 to 100,000, or a beta not in (0, 1)
   */
  public static NoiseSchedule linear(int steps, double first, double last) {
    return new NoiseSchedule(Betas.linear(steps, first, last));
  }

  /**
   * Returns the cosine schedule (Nichol and Dhariwal 2021): {@code alphaBar} follows {@code
   * cos^2(((u + 0.008) / 1.008) pi / 2)} over {@code u} from 0 to 1, betas capped at 0.999.
   *
   * @throws IllegalArgumentException if the steps are not 1 to 100,000
   */
  public static NoiseSchedule cosine(int steps) {
    return new NoiseSchedule(Betas.cosine(steps));
  }

  /**
   * Returns DDPM's {@code quad}: {@link #scaledLinear} with the ends of {@link #linear(int)}.
   *
   * @throws IllegalArgumentException if the steps are not 21 to 100,000
   */
  public static NoiseSchedule quadratic(int steps) {
    Betas.checkSteps("quadratic", steps, 21);
    double scale = 1000.0 / steps;
    return scaledLinear(steps, scale * LINEAR_FIRST, scale * LINEAR_LAST);
  }

  /**
   * Returns the schedule of latent diffusion (Rombach et al. 2022): {@code sqrt(beta)} goes evenly
   * from that of 0.00085 to that of 0.012 at 1000 steps, scaled by 1000 / T at others.
   *
   * @throws IllegalArgumentException if the steps are not 21 to 100,000
   */
  public static NoiseSchedule scaledLinear(int steps) {
    Betas.checkSteps("scaled-linear", steps, 21);
    double scale = 1000.0 / steps;
    return scaledLinear(steps, scale * LATENT_FIRST, scale * LATENT_LAST);
  }

  /**
   * Returns the schedule whose {@code sqrt(beta)} goes evenly from a first to a last one.
   *
   * @param first the first beta itself, not its root
   * @param last the last beta itself
   * @throws IllegalArgumentException if the steps are not 1 to 100,000, or a beta not in (0, 1)
   */
  public static NoiseSchedule scaledLinear(int steps, double first, double last) {
    return new NoiseSchedule(Betas.scaledLinear(steps, first, last));
  }

  /**
   * Returns the sigmoid schedule (Jabri et al. 2022) from -3 to 3 at temperature 1.
   *
   * @throws IllegalArgumentException if the steps are not 1 to 100,000
   */
  public static NoiseSchedule sigmoid(int steps) {
    return sigmoid(steps, -3, 3, 1);
  }

  /**
   * Returns a sigmoid schedule: {@code alphaBar} follows the logistic function of {@code -(start +
   * u (end - start)) / temperature} over {@code u} from 0 to 1, scaled to go from 1 to 0; betas
   * capped at 0.999.
   *
   * @throws IllegalArgumentException if the steps are not 1 to 100,000, the end is not above the
   *     start, or the temperature not above 0
   */
  public static NoiseSchedule sigmoid(int steps, double start, double end, double temperature) {
    return new NoiseSchedule(Betas.sigmoid(steps, start, end, temperature));
  }

  /** Returns the schedule of one beta, in (0, 1), at all of 1 to 100,000 steps. */
  public static NoiseSchedule constant(int steps, double beta) {
    return new NoiseSchedule(Betas.constant(steps, beta));
  }

  /**
   * Returns DDPM's {@code jsd}: {@code beta_t = 1 / (T - t)}, so that {@code alphaBar} falls evenly
   * to 0; see {@link #zeroTerminalSnr} for its last sigma. It has 2 to 100,000 steps.
   */
  public static NoiseSchedule jsd(int steps) {
    return new NoiseSchedule(Betas.jsd(steps));
  }

  /**
   * Returns DDPM's {@code warmup10} and {@code warmup50}: betas rise evenly from a first to a last
   * one over a share of the steps, 0.1 or 0.5, and stay there.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static NoiseSchedule warmup(int steps, double first, double last, double share) {
    return new NoiseSchedule(Betas.warmup(steps, first, last, share));
  }

  /**
   * Returns the schedule of the given betas.
   *
   * @throws IllegalArgumentException if there are none, one is not between 0 and 1, or they leave
   *     nothing of the picture
   */
  public static NoiseSchedule of(double... betas) {
    Betas.checkSteps("given", betas.length, 1);
    for (int t = 0; t < betas.length; t++) {
      if (!(betas[t] > 0 && betas[t] < 1)) {
        throw new IllegalArgumentException(
            "beta at step " + t + " is " + betas[t] + "; each lies between 0 and 1, exclusive");
      }
    }
    return new NoiseSchedule(betas.clone());
  }

  /**
   * Returns the schedule rescaled so that nothing of the picture is left at the last step: {@code
   * sqrt(alphaBar)} keeps its first value and falls to 0 (Lin et al. 2024, algorithm 1). The last
   * sigma would be infinite; it is 4096, where a float of the state holds nothing of the picture,
   * or twice the one before.
   */
  public NoiseSchedule zeroTerminalSnr() {
    int last = steps() - 1;
    double first = Math.sqrt(alphaBars[0]);
    double end = Math.sqrt(alphaBars[last]);
    double[] result = new double[steps()];
    double before = 1;
    for (int t = 0; t <= last; t++) {
      double root = (Math.sqrt(alphaBars[t]) - end) * first / (first - end);
      result[t] = 1 - root * root / before;
      before = root * root;
    }
    return new NoiseSchedule(result);
  }

  /** Returns whether nothing of the picture is left at the last step. */
  public boolean endsWithoutSignal() {
    return alphaBars[alphaBars.length - 1] == 0;
  }

  /**
   * Returns the schedule that visits only some steps: the same {@code alphaBar} at each of them.
   *
   * @param steps increasing, see {@link Respacing}
   * @throws IllegalArgumentException if they do not increase, or one does not exist
   */
  public NoiseSchedule respaced(int... steps) {
    double[] result = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      int previous = i == 0 ? -1 : steps[i - 1];
      if (steps[i] <= previous) {
        throw new IllegalArgumentException(
            "step " + steps[i] + " follows " + previous + "; steps count from 0 and increase");
      }
      result[i] = 1 - alphaBar(steps[i]) / alphaBar(previous);
    }
    return of(result);
  }

  /** Returns the number of steps T. */
  public int steps() {
    return betas.length;
  }

  /** Returns {@code beta_t}. */
  public double beta(int t) {
    return betas[checkStep(t)];
  }

  /** Returns {@code alphaBar_t}; at t = -1, before the first step, it is 1. */
  public double alphaBar(int t) {
    return t == -1 ? 1 : alphaBars[checkStep(t)];
  }

  /** Returns {@code sigma_t}; at t = -1, before the first step, it is 0. */
  public double sigma(int t) {
    return t == -1 ? 0 : sigmas[checkStep(t)];
  }

  /** Returns {@code sqrt(alphaBar)}. */
  @Override
  public double scale(double sigma) {
    return 1 / Math.sqrt(1 + sigma * sigma);
  }

  /** Returns the step's index; between two steps it is interpolated. */
  @Override
  public double condition(double sigma) {
    return stepAt(sigma);
  }

  /** Draws one of the steps, all alike. */
  @Override
  public double draw(RandomStream stream) {
    return sigma(stream.nextInt(steps()));
  }

  @Override
  public double quantile(double share) {
    return sigma((int) (share * steps()));
  }

  /** Returns how much sigma grows at the nearest step, times the number of steps. */
  @Override
  public double growth(double sigma) {
    int t = (int) Math.rint(stepAt(sigma));
    return steps() * (sigma(t) - sigma(t - 1));
  }

  /** Returns 0.002, or the first level if that is larger. */
  @Override
  public double sigmaMin() {
    return Math.max(LEAST_FREE, sigma(0));
  }

  /** Returns 80, or the last level if that is smaller. */
  @Override
  public double sigmaMax() {
    return Math.min(LARGEST_FREE, sigma(steps() - 1));
  }

  /** Returns {@code sqrt(1 + sigma^2)}: the schedule ends in noise of variance 1, scaled back. */
  @Override
  public double startDeviation(double sigma) {
    return 1 / scale(sigma);
  }

  /** Returns a copy of all sigmas, increasing. */
  public double[] sigmas() {
    return sigmas.clone();
  }

  /**
   * Returns the step at a noise level: exactly {@code t} at {@code sigma_t}, linear in {@code ln
   * sigma} between two steps, and the first or last step outside them.
   *
   * @throws IllegalArgumentException if sigma is negative or not a number
   */
  public double stepAt(double sigma) {
    if (!(sigma >= 0)) {
      throw new IllegalArgumentException("sigma is " + sigma + "; it is 0 or more");
    }
    int found = Arrays.binarySearch(sigmas, sigma);
    if (found >= 0) {
      return found;
    }
    int above = -found - 1;
    if (above == 0 || above == sigmas.length) {
      return Math.min(above, sigmas.length - 1);
    }
    double low = Math.log(sigmas[above - 1]);
    return above - 1 + (Math.log(sigma) - low) / (Math.log(sigmas[above]) - low);
  }

  /** Returns the step whose noise level is nearest to sigma, the noisier of two at one distance. */
  public int nearestStep(double sigma) {
    int above = Math.min((int) Math.ceil(stepAt(sigma)), steps() - 1);
    return above > 0 && sigma - sigmas[above - 1] < sigmas[above] - sigma ? above - 1 : above;
  }

  /** Returns the closed form of the step before {@code t}, given the picture. */
  public Posterior posterior(int t) {
    double before = alphaBar(t - 1);
    double noise = 1 - alphaBar(t);
    double variance = posteriorVariance(t);
    // The first step's variance is 0: its logarithm is taken from the second, as in DDPM.
    double logged = t > 0 ? variance : betas.length > 1 ? posteriorVariance(1) : beta(0);
    return new Posterior(
        variance,
        Math.log(logged),
        beta(t) * Math.sqrt(before) / noise,
        (1 - before) * Math.sqrt(1 - beta(t)) / noise);
  }

  private double posteriorVariance(int t) {
    return beta(t) * (1 - alphaBar(t - 1)) / (1 - alphaBar(t));
  }

  private int checkStep(int t) {
    if (t < 0 || t >= betas.length) {
      throw new IllegalArgumentException(
          "step " + t + " does not exist; this schedule has steps 0 to " + (betas.length - 1));
    }
    return t;
  }

  /**
   * The normal distribution of {@code x_{t-1}} given {@code x_t} and the picture {@code x0} (Ho et
   * al. 2020, equations 6 and 7): mean {@code startCoefficient * x0 + stateCoefficient * x_t}.
   *
   * @param variance beta-tilde; 0 at the first step
   * @param clippedLogVariance its logarithm, at the first step that of the second
   * @param startCoefficient what x0 is multiplied by
   * @param stateCoefficient what x_t is multiplied by
   */
  public record Posterior(
      double variance,
      double clippedLogVariance,
      double startCoefficient,
      double stateCoefficient) {}
}
