package io.github.diffusion4j.bench.jmh;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Each {@link Operation} through the public tensors: forward alone, and with its gradients. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OperationBenchmark {
  /** What is timed. */
  @Param public Operation operation;

  private Engine engine;
  private List<Tensor> inputs;

  /** Makes the operands: Gaussian parameters that belong to the engine. */
  @Setup
  public void open() {
    engine = Engine.open();
    inputs = operation.shapes().stream().map(this::parameter).toList();
  }

  private Tensor parameter(Shape shape) {
    float[] values = new float[shape.size()];
    RandomStream.of(1, "bench", 0).nextGaussians(values, 0, values.length);
    return engine.parameter(engine.tensor(values, shape));
  }

  /** Runs the operation with nothing recorded. */
  @Benchmark
  public void forward() {
    try (var scope = engine.inference()) {
      operation.forward(inputs);
    }
  }

  /** Runs the operation, sums the result up, and takes the gradients of all operands. */
  @Benchmark
  public void forwardAndBackward() {
    try (var scope = engine.scope()) {
      engine.gradients(operation.forward(inputs).sum(), inputs);
    }
  }

  /** Frees the engine. */
  @TearDown
  public void close() {
    engine.close();
  }
}
