package io.github.diffusion4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Resident memory stays where it was once warm: a step here computes 2 MB of activations, and none
 * of them may wait for the garbage collector. {@code bench/flat} runs it, with a heap of fixed size
 * that is touched at the start.
 */
@Tag("slow")
class GraphFlatMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WARM = 600;
  private static final int STEPS = 2_000;
  private static final int SIZE = 16;
  private static final int BATCH = 32;

  @Test
  void trainingAndSamplingStayAsLargeAsTheyWereOnceWarm() {
    assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS + ", on Linux only");
    GraphInputs inputs = GraphInputs.of("x").noisePlane(1);
    GraphTrainer trainer =
        new GraphTrainer(
            Graphs.convolutions(org.nd4j.linalg.api.buffer.DataType.FLOAT, 1, 32, 1e-3),
            inputs,
            new TwoModes(SIZE),
            Formulation.EDM,
            new GraphTraining(BATCH, 0.9, 0, false, 1));
    long warm = 0;
    for (int step = 1; step <= STEPS; step++) {
      trainer.step();
      warm = step == WARM ? resident() : warm;
    }
    report("training", warm);

    GraphNetwork network = new GraphNetwork(trainer.averaged(), inputs);
    try (Engine engine = Engine.open()) {
      for (int call = 1; call <= STEPS; call++) {
        try (Scope scope = engine.inference()) {
          network.forward(
              engine.full(call, Shape.of(BATCH, 1, SIZE, SIZE), DataType.FLOAT32),
              new double[BATCH],
              Conditioning.none(BATCH));
        }
        warm = call == WARM ? resident() : warm;
      }
    }
    report("sampling", warm);
  }

  private static void report(String what, long warm) {
    long now = resident();
    System.out.printf(
        "%s: %,d kB after %d rounds, %,d kB after %d%n", what, warm, WARM, now, STEPS);
    assertThat(now).as("kB resident after %s", what).isLessThan((long) (warm * 1.02));
  }

  /** In kB. */
  private static long resident() {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
