package io.github.diffusion4j.maven.worker;

import java.util.ArrayList;
import java.util.List;

/** A console that remembers. */
final class RecordedConsole implements Console {

  final List<String> infos = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();

  @Override
  public void info(String line) {
    infos.add(line);
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }

  @Override
  public void debug(String line) {}
}
