package io.github.diffusion4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this toolkit, which the build writes into a resource. */
final class Version implements IVersionProvider {
  /** Returns the version, or {@code development} when the classes were not built by Maven. */
  static String current() {
    Properties properties = new Properties();
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file != null) {
        properties.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("version", "");
    return version.isEmpty() || version.startsWith("$") ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"diffusion " + current()};
  }
}
