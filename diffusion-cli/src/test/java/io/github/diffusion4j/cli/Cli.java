package io.github.diffusion4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands in this process and keeps what they print. */
final class Cli {
  /** A network that trains in moments. */
  private static final String TINY =
      """
      data:
        path: shapes
        image-size: 16
      network:
        base-channels: 8
        multipliers: [1, 2]
        attention-resolutions: [8]
        head-channels: 8
      training:
        steps: 4
        batch-size: 4
        warmup-steps: 2
        checkpoint-every: 2
      sampling:
        count: 4
        steps: 2
        batch-size: 3
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Writes the recipe of a network that trains in moments. */
  static Path tinyRecipe(Path folder) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), TINY);
  }

  int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
