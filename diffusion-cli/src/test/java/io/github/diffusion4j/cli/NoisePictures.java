package io.github.diffusion4j.cli;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of grey noise, of which none resembles another. */
final class NoisePictures {
  static final int SIDE = 16;

  private NoisePictures() {}

  /** Writes pictures called 0.png and so on; others of another stream. */
  static Path write(Path target, int stream, int count) throws IOException {
    Files.createDirectories(target);
    for (int i = 0; i < count; i++) {
      RandomStream random = RandomStream.of(stream, "test.check", i);
      byte[] samples = new byte[SIDE * SIDE];
      for (int at = 0; at < samples.length; at++) {
        samples[at] = (byte) random.nextInt(256);
      }
      Files.write(target.resolve(i + ".png"), Png.encode(new Image(SIDE, SIDE, 1, samples)));
    }
    return target;
  }
}
