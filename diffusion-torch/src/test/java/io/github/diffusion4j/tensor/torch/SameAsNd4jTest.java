package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.train.EngineProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with what core's tests left of the ND4J engine. */
class SameAsNd4jTest {
  private static final Path THEIRS =
      Path.of(
          System.getProperty("diffusion.engine.probe", "../diffusion-core/target/engine-probe"));

  @TempDir private Path temporary;

  @BeforeAll
  static void found() {
    assumeTrue(
        Files.isRegularFile(THEIRS.resolve("samples.safetensors")),
        "there are no results of the ND4J engine in "
            + THEIRS.toAbsolutePath()
            + "; core's EngineProbeTest leaves them there");
  }

  private static Engine open() {
    return Engine.open(EngineSpec.of("torch"));
  }

  @Test
  void networksAgree() {
    try (Engine engine = open()) {
      compare("networks", new EngineProbe(engine, temporary).networks(), 1e-4);
    }
  }

  @Test
  void samplesOfOneModelAgree() {
    try (Engine engine = open()) {
      compare("samples", new EngineProbe(engine, THEIRS).samples("whole"), 1e-3);
    }
  }

  @Test
  void lossesOfATrainingAgree() throws IOException {
    try (Engine engine = open()) {
      List<Double> losses = new EngineProbe(engine, temporary).train("whole");
      compareLosses(losses, EngineProbe.losses(THEIRS.resolve("whole")));
    }
  }

  @Test
  void aTrainingBrokenOffThereGoesOnHere() throws IOException {
    copy(THEIRS.resolve("broken"), temporary.resolve("broken"));
    try (Engine engine = open()) {
      List<Double> losses = new EngineProbe(engine, temporary).train("broken");
      List<Double> theirs = EngineProbe.losses(THEIRS.resolve("whole"));
      // The last checkpoint is of step 100: what came before it was computed there.
      assertThat(losses.subList(0, 100)).isEqualTo(theirs.subList(0, 100));
      compareLosses(losses, theirs);
    }
  }

  private static void compare(
      String what, Map<String, Safetensors.Entry> ours, double relativeTolerance) {
    Map<String, Safetensors.Entry> theirs =
        Safetensors.read(THEIRS.resolve(what + ".safetensors")).tensors();
    assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(theirs.keySet());
    ours.forEach(
        (name, entry) -> {
          float[] expected = theirs.get(name).floats();
          float[] actual = entry.floats();
          double largest = 0;
          double difference = 0;
          for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
          }
          assertThat(actual).as(name).hasSameSizeAs(expected);
          assertThat(difference / largest).as(name).isLessThan(relativeTolerance);
        });
  }

  private static void compareLosses(List<Double> ours, List<Double> theirs) {
    assertThat(ours).hasSize(EngineProbe.STEPS).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i) / theirs.get(i)).as("step %d", i + 1).isCloseTo(1, within(0.01));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
