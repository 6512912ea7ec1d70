package io.github.diffusion4j.bench.decode;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Pillow, in a process of its own that keeps the files in memory as well. */
final class Pillow implements Decoder {
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final String title;

  /**
   * Starts it.
   *
   * @param script what it runs
   * @param list a file that names the files, one a line
   * @throws IOException if there is no such interpreter, or no Pillow in it
   */
  Pillow(String python, Path script, Path list) throws IOException {
    process =
        new ProcessBuilder(python, script.toString(), list.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    commands = process.outputWriter(StandardCharsets.UTF_8);
    title = answer();
    if (title.startsWith("absent ")) {
      throw new IOException(title.substring("absent ".length()));
    }
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("Pillow's process ended without an answer");
    }
    return line;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public double run(int size) throws IOException {
    commands.write(size > 0 ? "fit " + size + "\n" : "decode\n");
    commands.flush();
    return Double.parseDouble(answer());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
