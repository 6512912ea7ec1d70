package io.github.diffusion4j.bench.decode;

import java.io.IOException;

/** One way to decode the same list of files. */
interface Decoder extends AutoCloseable {
  /** Returns name and version. */
  String title();

  /**
   * Decodes every file once.
   *
   * @param size of the square that each is fitted to, or 0 to leave them as they are
   * @return seconds
   */
  double run(int size) throws IOException;

  @Override
  default void close() {}
}
