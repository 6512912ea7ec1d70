package io.github.diffusion4j.maven.worker;

/** Where lines for the user go. */
public interface Console {

  /** Shows a line. */
  void info(String line);

  /** Shows a line that asks for attention. */
  void warn(String line);

  /** Keeps a line for those who look for a fault. */
  void debug(String line);
}
