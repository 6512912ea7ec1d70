package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** How fast the engine multiplies matrices: the fastest of a dozen products. */
final class ProductPeak {
  private static final int TIMES = 12;

  private ProductPeak() {}

  /** Returns 1e9 operations a second, of square matrices. */
  static double square(Engine engine) {
    int size = NeighboursWork.PEAK_SIZE;
    return gflops(engine, size, size, size);
  }

  /** Returns 1e9 operations a second, of {@code [rows, inner]} and {@code [columns, inner]}. */
  static double gflops(Engine engine, int rows, int columns, int inner) {
    double fastest = Double.POSITIVE_INFINITY;
    try (Scope outer = engine.inference()) {
      Tensor left = matrix(engine, rows, inner);
      Tensor right = matrix(engine, columns, inner);
      for (int i = 0; i < TIMES; i++) {
        try (Scope scope = engine.inference()) {
          long start = System.nanoTime();
          left.matMul(right, false, true);
          fastest = Math.min(fastest, System.nanoTime() - start);
        }
      }
    }
    return 2.0 * rows * columns * inner / fastest;
  }

  private static Tensor matrix(Engine engine, int rows, int columns) {
    float[] values = new float[rows * columns];
    RandomStream.of(1, "peak", 0).nextGaussians(values, 0, values.length);
    return engine.tensor(values, Shape.of(rows, columns));
  }
}
