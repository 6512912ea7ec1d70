package io.github.diffusion4j.cli;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Folders of noise to be judged: 40 training pictures, 120 held-out ones, and what was generated.
 */
record NoiseFolders(Path folder) {
  static final int SIDE = 16;

  /** Draws the training and held-out pictures. */
  static NoiseFolders in(Path folder) throws IOException {
    NoiseFolders folders = new NoiseFolders(folder);
    draw(folders.train(), 0, 40);
    draw(folders.heldOut(), 1, 120);
    return folders;
  }

  Path train() {
    return folder.resolve("train");
  }

  Path heldOut() {
    return folder.resolve("held out");
  }

  Path generated() {
    return folder.resolve("generated");
  }

  Path reports() {
    return folder.resolve("reports");
  }

  /** Returns a command that evaluates or judges them, and more arguments. */
  Object[] command(String name, Object... more) {
    Object[] arguments = {
      name,
      "--generated",
      generated(),
      "--train",
      train(),
      "--held-out",
      heldOut(),
      "--max-rate",
      "0.1",
      "--image-size",
      SIDE,
      "--report-directory",
      reports()
    };
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray();
  }

  /** Writes so many pictures of a stream as 0.png, 1.png and so on. */
  static void draw(Path target, int stream, int count) throws IOException {
    Files.createDirectories(target);
    for (int i = 0; i < count; i++) {
      Files.write(target.resolve(i + ".png"), picture(stream, i));
    }
  }

  /** Returns a picture as a file. */
  static byte[] picture(int stream, int number) {
    RandomStream random = RandomStream.of(stream, "test.check", number);
    byte[] samples = new byte[SIDE * SIDE];
    for (int at = 0; at < samples.length; at++) {
      samples[at] = (byte) random.nextInt(256);
    }
    return Png.encode(new Image(SIDE, SIDE, 1, samples));
  }
}
