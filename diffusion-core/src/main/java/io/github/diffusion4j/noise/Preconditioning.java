package io.github.diffusion4j.noise;

/**
 * How a network F becomes a denoiser: {@code D(x; sigma) = skip x + output F(input x;
 * noiseCondition)} (Karras et al. 2022, table 1).
 *
 * <p>Every sigma is above 0.
 *
 * @param process the noise: decides what the network is told of the level and how its input is
 *     scaled
 * @param prediction what the network's output means
 * @param sigmaData the standard deviation of the training pictures, used by {@link Prediction#EDM};
 *     above 0
 */
public record Preconditioning(NoiseProcess process, Prediction prediction, double sigmaData) {
  private static final double SIGMA_DATA = 0.5;

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if sigmaData is not above 0, the velocity is to be predicted
   *     of a process that does not keep the variance, or the noise or the score of one that ends
   *     without any picture left: there the input is the noise already, and nothing is learned
   */
  public Preconditioning {
    Levels.requirePositive("sigmaData", sigmaData);
    boolean preserving = process instanceof NoiseSchedule || process instanceof VariancePreserving;
    if (prediction == Prediction.V && !preserving) {
      throw new IllegalArgumentException(
          "prediction is v, but the noise process does not keep the variance; choose a schedule"
              + " (linear, cosine, ...) or vp as process, or another prediction");
    }
    boolean blind = prediction == Prediction.EPSILON || prediction == Prediction.SCORE;
    if (blind && process instanceof NoiseSchedule schedule && schedule.endsWithoutSignal()) {
      throw new IllegalArgumentException(
          "prediction is "
              + (prediction == Prediction.EPSILON ? "epsilon" : "score")
              + ", but zero-terminal-snr leaves nothing of the picture at the last step, so the"
              + " noise says nothing about it; choose prediction v or x0");
    }
  }

  /** Makes one for pictures of deviation 0.5. */
  public Preconditioning(NoiseProcess process, Prediction prediction) {
    this(process, prediction, SIGMA_DATA);
  }

  /** Returns what the noisy picture is multiplied by and added to the result: c_skip. */
  public double skip(double sigma) {
    return prediction.skip(sigma, sigmaData);
  }

  /** Returns what the network's output is multiplied by: c_out. */
  public double output(double sigma) {
    return prediction.output(sigma, sigmaData);
  }

  /** Returns what the noisy picture is multiplied by before the network sees it: c_in. */
  public double input(double sigma) {
    return prediction == Prediction.EDM ? 1 / Math.hypot(sigma, sigmaData) : process.scale(sigma);
  }

  /** Returns what the network is told of the noise level: c_noise. */
  public double noiseCondition(double sigma) {
    return process.condition(sigma);
  }
}
