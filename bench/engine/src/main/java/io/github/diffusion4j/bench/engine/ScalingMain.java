package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.PeakMemory;
import io.github.diffusion4j.bench.UNetWork;
import io.github.diffusion4j.tensor.Engine;
import java.util.Arrays;
import java.util.List;

/** One training step's time and memory for one batch, picture size and width; prints one line. */
final class ScalingMain {
  /** The JIT compiler takes its time, not a number of steps. */
  private static final long WARM_NANOS = 10_000_000_000L;

  private static final int STEPS = 7;

  private ScalingMain() {}

  /**
   * Takes batch size, picture size, base channels, and whether gradients are checkpointed.
   *
   * <p>Prints: those four, parameters, median milliseconds, megabytes of tensors, megabytes of the
   * process at its largest, share of the time outside convolutions and products.
   */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[0]);
    int size = Integer.parseInt(arguments[1]);
    int base = Integer.parseInt(arguments[2]);
    boolean checkpointing = Boolean.parseBoolean(arguments[3]);
    UNetWork work =
        new UNetWork(
            "scaling", 1, true, batch, 0, size, 3, base, List.of(1, 2, 2), 1, size / 4, 32);
    try (Engine engine = Engine.open()) {
      TrainingStep step = new TrainingStep(engine, new UNetModel(engine, work, checkpointing));
      long begun = System.nanoTime();
      do {
        step.repeat();
      } while (System.nanoTime() - begun < WARM_NANOS);
      double[] taken = new double[STEPS];
      double outside;
      try (ProductShare share = new ProductShare()) {
        for (int i = 0; i < STEPS; i++) {
          long start = System.nanoTime();
          step.repeat();
          taken[i] = (System.nanoTime() - start) / 1e6;
        }
        outside = share.outside();
      }
      Arrays.sort(taken);
      System.out.printf(
          "scaling %d %d %d %b %d %.1f %.1f %.1f %.3f%n",
          batch,
          size,
          base,
          checkpointing,
          step.parameters(),
          taken[STEPS / 2],
          engine.memoryBytes() / 1e6,
          PeakMemory.bytes() / 1e6,
          outside);
    }
  }
}
