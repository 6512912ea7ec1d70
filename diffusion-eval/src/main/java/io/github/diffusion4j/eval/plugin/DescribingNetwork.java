package io.github.diffusion4j.eval.plugin;

/** A network that makes rows of numbers of pictures that are prepared for it. */
public interface DescribingNetwork extends AutoCloseable {
  /**
   * Runs on a batch; is called once at a time.
   *
   * @param pictures the numbers of all pictures, one after the other
   * @param shape theirs, such as {@code [N, C, H, W]}
   * @return a row a picture, of any length
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the network fails, saying why
   */
  float[][] describe(float[] pictures, long[] shape);

  /** Frees what the network holds outside of Java's memory, if anything; it is not used again. */
  @Override
  default void close() {}
}
