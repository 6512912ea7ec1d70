package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.Console;
import org.apache.maven.plugin.logging.Log;

/** Shows lines in the build's log. */
record MojoConsole(Log log) implements Console {

  @Override
  public void info(String line) {
    log.info(line);
  }

  @Override
  public void warn(String line) {
    log.warn(line);
  }

  @Override
  public void debug(String line) {
    log.debug(line);
  }
}
