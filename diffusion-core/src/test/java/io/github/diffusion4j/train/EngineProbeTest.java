package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leaves what the ND4J engine computes where the tests of other engines look for it. */
class EngineProbeTest {
  private static final Path FOLDER = Path.of("target/engine-probe");

  @Test
  void leavesResultsForOtherEngines() throws IOException {
    clear();
    try (Engine engine = Engine.open()) {
      EngineProbe probe = new EngineProbe(engine, FOLDER);
      List<Double> losses = probe.train("whole");
      probe.breakOff("broken");
      assertThat(losses).hasSize(EngineProbe.STEPS);
      assertThat(losses.subList(180, 200).stream().mapToDouble(x -> x).average().orElseThrow())
          .isLessThan(0.7 * losses.get(0));
      write("networks", probe.networks());
      write("samples", probe.samples("whole"));
    }
  }

  private static void write(String name, Map<String, Safetensors.Entry> results) {
    for (Safetensors.Entry each : results.values()) {
      for (float value : each.floats()) {
        assertThat(value).isFinite();
      }
    }
    Safetensors.write(FOLDER.resolve(name + ".safetensors"), results, Map.of());
  }

  private static void clear() throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> files = Files.walk(FOLDER)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(FOLDER);
  }
}
