package io.github.diffusion4j.store;

import java.io.IOException;

/** Takes a value and may fail with an {@link IOException}, as code that writes to a stream does. */
@FunctionalInterface
public interface IOConsumer<T> {
  /**
   * Does its work on the value.
   *
   * @throws IOException if reading or writing fails
   */
  void accept(T value) throws IOException;
}
