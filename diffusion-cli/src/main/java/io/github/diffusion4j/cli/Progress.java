package io.github.diffusion4j.cli;

/** Where a command tells how far it is. */
interface Progress extends AutoCloseable {
  /**
   * Says how far the work is; may be called as often as there is news.
   *
   * @param line the state in words
   * @param done parts done
   * @param total parts in all
   */
  void step(String line, long done, long total);

  /** Says something that must be seen. */
  void note(String line);

  /** Ends the display. */
  @Override
  void close();
}
