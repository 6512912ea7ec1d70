package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  private static final ClassifierSpec SPEC =
      new ClassifierSpec(
          new UNetSpec(8, List.of(1, 2), 1, List.of(), 8, 0),
          ClassifierSpec.Pooling.AVERAGE,
          12,
          3,
          6);

  private static Engine engine;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void learnsShapesAndIsTheSameAfterItWasStored() throws IOException {
    StudyData data = StudyData.open("close-ups", 12);
    Part test = data.test().first(300);
    Classifier network = new Classifier(engine, SPEC, DataType.FLOAT32, 1);
    NetworkJudge judge = new NetworkJudge(engine, network, "");
    double before = judge.share(test.images(), test.labels());
    new JudgeTraining(80, 24, 4e-3, 1).teach(engine, network, data.training(), silent());
    double accuracy = judge.share(test.images(), test.labels());

    // One of six by chance.
    assertThat(before).isLessThan(0.4);
    assertThat(accuracy).isGreaterThan(0.5);
    assertThat(judge.features(test.images())).hasDimensions(300, 16);

    Judges.store(folder, network, SPEC, "close-ups", accuracy);
    Judge loaded = Judges.load(folder, engine);
    assertThat(loaded.logits(test.images())).isDeepEqualTo(judge.logits(test.images()));
    assertThat(Judges.facts(folder).accuracy()).isEqualTo(accuracy);
  }

  @Test
  void weightsOfAnotherJudgeAreRefused() throws IOException {
    Classifier network = new Classifier(engine, SPEC, DataType.FLOAT32, 1);
    Judges.store(folder, network, SPEC, "close-ups", 0.5);
    byte[] weights = Files.readAllBytes(folder.resolve("judge.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(folder.resolve("judge.safetensors"), weights);

    assertThatThrownBy(() -> Judges.load(folder, engine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the file that judge.json speaks of");
  }

  @Test
  void aFolderWithoutAJudgeSaysHowToTrainOne() {
    assertThatThrownBy(() -> Judges.load(folder, engine))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bench/study judge");
  }

  private static Progress silent() {
    return new Progress(
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
  }
}
