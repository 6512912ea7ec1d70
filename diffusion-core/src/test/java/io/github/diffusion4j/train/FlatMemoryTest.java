package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Long runs do not grow: the process's resident memory after thousands of steps against that after
 * the first thousand. Some minutes long, so {@code bench/flat} runs it and the build does not; with
 * a heap of fixed size that is touched at the start, as the heap is Java's to manage. It is of
 * whatever engine is on the class path: another one's tests extend it.
 */
@Tag("slow")
public class FlatMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int STEPS = 3_000;

  /** Until here the JIT compiler is at work, which takes some tens of megabytes of its own. */
  private static final int WARM = 1_000;

  @TempDir Path temporary;

  @Test
  protected final void trainingAndSamplingStayAsLargeAsTheyWereOnceWarm() {
    assumeTrue(Files.exists(STATUS), "resident memory is read from " + STATUS + ", on Linux only");
    UNetSpec network = new UNetSpec(16, List.of(1, 2), 1, List.of(4), 16, 0.1);
    try (Engine engine = Engine.open()) {
      long[] warm = new long[1];
      TrainingObserver observer = observing(warm);
      TrainingSpec spec =
          new TrainingSpec(
              STEPS, null, 8, 1, 1e-3, 0, Decay.CONSTANT, 0, 1, 0.99, 0.1, true, 1, false, 500, 2);
      new Trainer(
              engine,
              new Stripes(50, "a".repeat(64)),
              network,
              Formulation.EDM,
              spec,
              temporary,
              observer)
          .run();
      report("training", warm[0], resident());
      Model model = Model.load(temporary, engine);
      SamplerSpec sampler = new SamplerSpec(SamplerSpec.Kind.HEUN, 3);
      for (int call = 1; call <= STEPS; call++) {
        model.sample(sampler, 1.5, new int[] {0, 1, -1}, call, 0);
        if (call == WARM) {
          warm[0] = resident();
        }
      }
      report("sampling", warm[0], resident());
    }
  }

  private static void report(String what, long before, long after) {
    System.out.printf(
        "%s: %,d kB after %d rounds, %,d kB after %d: %+.2f %%%n",
        what, before, WARM, after, STEPS, 100.0 * (after - before) / before);
    assertThat(after).as("kB resident after %s", what).isLessThan((long) (before * 1.02));
  }

  private static TrainingObserver observing(long[] warm) {
    return new TrainingObserver() {
      @Override
      public void onStep(TrainingStep step) {
        if (step.step() == WARM) {
          warm[0] = resident();
        }
      }

      @Override
      public void onCheckpoint(Path file, long step) {}

      @Override
      public void onNote(String line) {}
    };
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
