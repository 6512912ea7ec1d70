package io.github.diffusion4j.inspect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Data sets for the tests of this package. */
final class TestPictures {
  private TestPictures() {}

  /** Real data that does not come with the project; skips the test where it is missing. */
  static Path real(String name) {
    Path file = Path.of(System.getProperty("diffusion.testdata", "../shared"), "data", name);
    assumeTrue(Files.exists(file), () -> "no test data at " + file);
    return file;
  }

  /** Blobs at random places: much to see, and like those of no other seed. */
  static Image blobs(int width, int height, long seed) {
    RandomStream stream = RandomStream.of(seed, "inspect-test", 0);
    byte[] samples = new byte[20 * 20 * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) stream.nextInt(256);
    }
    return new Image(20, 20, 3, samples).resized(width, height);
  }

  static Image mirrored(Image image) {
    byte[] samples = new byte[image.width() * image.height() * image.channels()];
    for (int i = 0; i < samples.length; i++) {
      int pixel = i / image.channels();
      samples[i] =
          (byte)
              image.sample(
                  image.width() - 1 - pixel % image.width(),
                  pixel / image.width(),
                  i % image.channels());
    }
    return new Image(image.width(), image.height(), image.channels(), samples);
  }

  static Image flat(int width, int height, int level) {
    byte[] samples = new byte[width * height];
    Arrays.fill(samples, (byte) level);
    return new Image(width, height, 1, samples);
  }

  static void write(Path file, Image image) {
    write(file, Png.encode(image));
  }

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
