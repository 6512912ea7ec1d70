package io.github.diffusion4j.eval.search;

import java.util.function.DoubleUnaryOperator;

/** Some queries that see all rows pass, portion by portion. Not thread-safe. */
interface Scan extends AutoCloseable {
  /**
   * Compares the next rows with all queries.
   *
   * @param rows that count from 0 in the order in which they come
   */
  void accept(Portion rows);

  /** Returns the best rows of each query; scores are higher where rows are nearer. */
  BestRows result();

  /** Returns what turns a score into the comparison's value. */
  DoubleUnaryOperator value();

  /** Gives back what the engine lent. */
  @Override
  void close();
}
