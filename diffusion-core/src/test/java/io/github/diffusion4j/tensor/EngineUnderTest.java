package io.github.diffusion4j.tensor;

import java.util.stream.IntStream;

/** Where a part of the engine contract finds the engine. */
public interface EngineUnderTest {
  /** Returns an engine that this test has for itself. */
  Engine engine();

  /** Makes a FLOAT32 vector. */
  default Tensor floats(double... values) {
    return engine().tensor(values, Shape.of(values.length), DataType.FLOAT32);
  }

  /** Makes a FLOAT64 vector. */
  default Tensor doubles(double... values) {
    return engine().tensor(values, Shape.of(values.length), DataType.FLOAT64);
  }

  /** Makes 0, 1, 2 and so on under a shape. */
  default Tensor counted(DataType type, int... lengths) {
    Shape shape = Shape.of(lengths);
    double[] values = IntStream.range(0, shape.size()).asDoubleStream().toArray();
    return engine().tensor(values, shape, type);
  }
}
