package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;

/** Pictures to copy. */
final class TestPictures {
  private TestPictures() {}

  static Image noise(long seed, int width, int height, int channels) {
    RandomStream random = RandomStream.of(seed, "test.plant", 0);
    byte[] samples = new byte[width * height * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.nextInt(256);
    }
    return new Image(width, height, channels, samples);
  }

  static List<Image> noises(int count, int width, int height, int channels) {
    return IntStream.range(0, count).mapToObj(i -> noise(i, width, height, channels)).toList();
  }

  static Image constant(int level, int width, int height, int channels) {
    byte[] samples = new byte[width * height * channels];
    Arrays.fill(samples, (byte) level);
    return new Image(width, height, channels, samples);
  }

  /** A grey picture of a level by its place. */
  static Image grey(int width, int height, IntBinaryOperator level) {
    byte[] samples = new byte[width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) level.applyAsInt(i % width, i / width);
    }
    return new Image(width, height, 1, samples);
  }

  /** Returns the share of a picture's samples that have a level. */
  static double share(Image picture, int level) {
    byte[] samples = picture.samples();
    long count =
        IntStream.range(0, samples.length).filter(i -> (samples[i] & 0xFF) == level).count();
    return (double) count / samples.length;
  }
}
