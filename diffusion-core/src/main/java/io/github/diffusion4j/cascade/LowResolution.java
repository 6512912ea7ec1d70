package io.github.diffusion4j.cascade;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * The small pictures that a network goes by when it draws larger ones.
 *
 * <p>In training they are made of the larger ones by taking means over squares of pixels, then
 * blurred and noised as the augmentation says; when drawing they come from the stage before. The
 * network enlarges them bilinearly and puts them beside its input. Noise is put on them, and its
 * level is told, as on the large ones: {@code input(sigma) * (z + sigma * noise)} and {@code
 * noiseCondition(sigma)}.
 *
 * @param size their height and width, 1 to 4096
 * @param augmentation what they suffer in training
 */
public record LowResolution(int size, ConditioningAugmentation augmentation) {
  private static final int LARGEST = 4096;

  /** Checks the size. */
  public LowResolution {
    Objects.requireNonNull(augmentation, "augmentation");
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("size is " + size + "; it must be 1 to " + LARGEST);
    }
  }

  /** Returns a network's ports with those that the small pictures need. */
  public UNetPorts addTo(UNetPorts ports) {
    return ports.withPicture(ports.channels(), augmentation.noise());
  }

  /**
   * Makes the small picture of a training picture.
   *
   * @param pixels holds {@code [channels, imageSize, imageSize]} at {@code offset}, -1 to 1
   * @param target gets {@code [channels, size, size]} at {@code targetOffset}
   * @param process decides the noise
   * @param stream decides everything about this picture
   * @return sigma of the noise on it; 0 if the augmentation has none
   * @throws IllegalArgumentException if {@code size} does not divide {@code imageSize}
   */
  public double make(
      float[] pixels,
      int offset,
      int channels,
      int imageSize,
      NoiseProcess process,
      RandomStream stream,
      float[] target,
      int targetOffset) {
    shrink(pixels, offset, channels, imageSize, target, targetOffset);
    double blurred = stream.nextDouble();
    double place = stream.nextDouble();
    if (blurred < augmentation.blurProbability()) {
      double least = augmentation.blurSigmaMin();
      double sigma = least + place * (augmentation.blurSigmaMax() - least);
      Blur.apply(target, targetOffset, channels, size, sigma);
    }
    if (!augmentation.noise()) {
      return 0;
    }
    double sigma = process.draw(stream);
    float[] noise = new float[channels * size * size];
    stream.nextGaussians(noise, 0, noise.length);
    for (int i = 0; i < noise.length; i++) {
      target[targetOffset + i] = (float) (target[targetOffset + i] + sigma * noise[i]);
    }
    return sigma;
  }

  private void shrink(
      float[] pixels, int offset, int channels, int imageSize, float[] target, int targetOffset) {
    if (imageSize % size != 0) {
      throw new IllegalArgumentException(
          "pictures of size "
              + imageSize
              + " cannot be shrunk evenly to "
              + size
              + "; choose a divisor");
    }
    int factor = imageSize / size;
    for (int i = 0; i < channels * size * size; i++) {
      int row = i / size * factor;
      int column = i % size * factor;
      double sum = 0;
      for (int j = 0; j < factor * factor; j++) {
        sum += pixels[offset + (row + j / factor) * imageSize + column + j % factor];
      }
      target[targetOffset + i] = (float) (sum / (factor * factor));
    }
  }

  /**
   * Adds small pictures to what a network is told.
   *
   * @param pictures {@code [N, C, size, size]}, with their noise on them
   * @param sigmas the level of each, above 0; not looked at if the augmentation has no noise
   */
  public Conditioning addTo(
      Conditioning conditioning,
      Tensor pictures,
      double[] sigmas,
      Preconditioning preconditioning) {
    if (!augmentation.noise()) {
      return conditioning.withPicture(pictures);
    }
    double[] scales = Arrays.stream(sigmas).map(preconditioning::input).toArray();
    double[] told = Arrays.stream(sigmas).map(preconditioning::noiseCondition).toArray();
    Tensor scale =
        pictures.engine().tensor(scales, Shape.of(scales.length, 1, 1, 1), pictures.type());
    return conditioning.withPicture(pictures.multiply(scale), told);
  }

  /**
   * Adds small pictures that are all equally noisy, as when drawing. No noise is told as the least
   * that the process has.
   *
   * @param sigma their level, 0 or more
   */
  public Conditioning addTo(
      Conditioning conditioning, Tensor pictures, double sigma, Preconditioning preconditioning) {
    double[] sigmas = new double[conditioning.size()];
    Arrays.fill(sigmas, Math.max(sigma, preconditioning.process().sigmaMin()));
    return addTo(conditioning, pictures, sigmas, preconditioning);
  }
}
