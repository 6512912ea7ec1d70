package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * The preconditioning of EDM (Karras et al. 2022, section 5): the network's input and target have
 * unit variance at every noise level, and levels are drawn from a log-normal distribution.
 *
 * @param sigmaData the standard deviation of the training pictures; above 0
 * @param logMean the mean of {@code ln sigma} in training
 * @param logDeviation the standard deviation of {@code ln sigma} in training; above 0
 * @param sigmaMin the least noise level in sampling; above 0
 * @param sigmaMax the largest noise level in sampling; above {@code sigmaMin}
 */
public record EdmPreconditioning(
    double sigmaData, double logMean, double logDeviation, double sigmaMin, double sigmaMax)
    implements Preconditioning {

  /** Checks the numbers. */
  public EdmPreconditioning {
    checkPositive("sigmaData", sigmaData);
    checkPositive("logDeviation", logDeviation);
    checkPositive("sigmaMin", sigmaMin);
    checkPositive("sigmaMax", sigmaMax);
    if (!Double.isFinite(logMean)) {
      throw new IllegalArgumentException("logMean is " + logMean + "; it is a finite number");
    }
    if (sigmaMin >= sigmaMax) {
      throw new IllegalArgumentException(
          "sigmaMin is " + sigmaMin + " and sigmaMax " + sigmaMax + "; make sigmaMax the larger");
    }
  }

  /** Makes it with the paper's numbers: 0.5, -1.2, 1.2, 0.002 and 80. */
  public EdmPreconditioning() {
    this(0.5, -1.2, 1.2, 0.002, 80);
  }

  private static void checkPositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + "; it is a number above 0");
    }
  }

  @Override
  public double skip(double sigma) {
    return square(sigmaData) / (square(sigma) + square(sigmaData));
  }

  @Override
  public double output(double sigma) {
    return sigma * sigmaData * input(sigma);
  }

  @Override
  public double input(double sigma) {
    return 1 / Math.sqrt(square(sigma) + square(sigmaData));
  }

  @Override
  public double noiseCondition(double sigma) {
    return Math.log(sigma) / 4;
  }

  @Override
  public double weight(double sigma) {
    return (square(sigma) + square(sigmaData)) / square(sigma * sigmaData);
  }

  @Override
  public double drawSigma(RandomStream stream) {
    return Math.exp(logMean + logDeviation * stream.nextGaussian());
  }

  @Override
  public double startDeviation(double sigma) {
    return sigma;
  }

  private static double square(double number) {
    return number * number;
  }
}
