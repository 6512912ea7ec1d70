package io.github.diffusion4j.denoise;

import io.github.diffusion4j.nn.NoisyClassifier;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * A network made into a classifier of noisy pictures. It sees {@code x / sqrt(1 + sigma^2)}, which
 * has about unit variance at every level and is the state of the processes that keep the variance,
 * and is told of the level what the process says.
 *
 * @param network says what it sees
 * @param process that its training drew levels from; null if it has learned pictures without noise
 *     only
 */
public record NetworkClassifier(NoisyClassifier network, NoiseProcess process)
    implements PictureClassifier {

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it knows no noise and a level is not 0
   */
  @Override
  public Tensor logits(Tensor x, double[] sigmas) {
    return network.forward(input(x, sigmas), conditions(sigmas));
  }

  /** Returns noisy pictures as the network sees them. */
  public Tensor input(Tensor x, double[] sigmas) {
    return PerPicture.times(
        x, Arrays.stream(sigmas).map(sigma -> 1 / Math.hypot(1, sigma)).toArray());
  }

  /** Returns what the network is told of the levels. */
  public double[] conditions(double[] sigmas) {
    return Arrays.stream(sigmas).map(this::condition).toArray();
  }

  private double condition(double sigma) {
    if (process != null) {
      return process.condition(sigma);
    }
    if (sigma != 0) {
      throw new IllegalArgumentException(
          "the classifier has learned pictures without noise only and cannot judge any at sigma "
              + sigma
              + "; to guide, take one that was trained with noise");
    }
    return 0;
  }

  /** Returns the least level that it can judge: what pictures without noise are given as. */
  public double leastNoise() {
    return process == null ? 0 : process.sigmaMin();
  }
}
