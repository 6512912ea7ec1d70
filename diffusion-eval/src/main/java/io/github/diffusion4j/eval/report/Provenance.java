package io.github.diffusion4j.eval.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * What made a report, besides pictures and settings, and how to make it again.
 *
 * @param toolkit the toolkit's version
 * @param java what it ran on
 * @param commands that repeat it; may be empty
 */
public record Provenance(String toolkit, String java, List<Command> commands) {
  /** What Maven puts into each jar. */
  private static final String JAR =
      "/META-INF/maven/io.github.diffusion4j/diffusion-eval/pom.properties";

  /**
   * A command to be copied into a shell.
   *
   * @param what it is, such as {@code Goal}
   * @param words the program and its arguments
   */
  public record Command(String what, List<String> words) {
    /** Copies the list. */
    public Command {
      words = List.copyOf(words);
    }

    /** Returns the command, quoted for a POSIX shell whatever the words hold. */
    public String text() {
      return ShellWords.quoted(words);
    }
  }

  /** Copies the list. */
  public Provenance {
    commands = List.copyOf(commands);
  }

  /** Returns the version that the jar of this class was built as, or {@code development}. */
  public static String toolkitOfJar() {
    Properties properties = new Properties();
    try (InputStream file = Provenance.class.getResourceAsStream(JAR)) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "development");
  }

  /** Returns the provenance of what this process makes. */
  public static Provenance here(String toolkit, List<Command> commands) {
    return new Provenance(
        toolkit,
        "%s (%s), %s on %s"
            .formatted(
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch")),
        commands);
  }
}
