package io.github.diffusion4j.bench;

import java.util.Map;

/** One implementation of one {@link Work}, set up and ready to be timed. Not thread-safe. */
public interface Contender extends AutoCloseable {
  /** Returns how many numbers its weights hold; 0 if the work has none. */
  long parameters();

  /** Does the work once. When it returns, everything is computed. */
  void repeat();

  /** Returns what else is worth knowing afterwards, by name: the last loss, a rate. */
  default Map<String, Double> figures() {
    return Map.of();
  }

  /** Frees what it holds. */
  @Override
  void close();
}
