package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.train.MetricsLog.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("metrics.jsonl");
  }

  @Test
  void readsBackWhatItWroteWhileStillOpen() throws IOException {
    Point first = new Point(1, 0.5, 1e-3, 2.25, 118.5, 1_000_000, 1.5);
    Point skipped = new Point(2, Double.NaN, 1e-3, Double.POSITIVE_INFINITY, 118, 1, 2);
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(first);
      log.append(skipped);

      assertThat(MetricsLog.read(file)).containsExactly(first, skipped);
    }
    assertThat(Files.readAllLines(file).get(0))
        .isEqualTo(
            "{\"step\":1,\"loss\":0.5,\"learningRate\":0.001,\"gradientNorm\":2.25,"
                + "\"imagesPerSecond\":118.5,\"memoryBytes\":1000000,\"seconds\":1.5}");
  }

  @Test
  void cutsOffTheStepsThatAResumedRunTakesAgain() {
    write(0, 1, 30);

    write(20, 21, 40);

    assertThat(MetricsLog.read(file)).isEqualTo(points(1, 40));
  }

  @Test
  void startsAnewFromStepZero() {
    write(0, 1, 30);
    write(0, 1, 2);

    assertThat(MetricsLog.read(file)).isEqualTo(points(1, 2));
  }

  @Test
  void forgetsATornLastLineWhereverItIsTorn() throws IOException {
    write(0, 1, 3);
    byte[] whole = Files.readAllBytes(file);
    int lineBytes = whole.length / 3;
    for (int cut = 1; cut < lineBytes; cut++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      assertThat(MetricsLog.read(file)).as("cut %d", cut).isEqualTo(points(1, 2));
      write(3, 3, 4);
      assertThat(MetricsLog.read(file)).as("cut %d", cut).isEqualTo(points(1, 4));
    }
  }

  @Test
  void namesTheLineThatIsNotOurs() throws IOException {
    for (String line :
        List.of("", "null", "{}", "[1]", "{\"step\":4}", "nonsense", "\u0000\u0000")) {
      write(0, 1, 3);
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
      assertThatThrownBy(() -> MetricsLog.read(file))
          .as(line)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file + ": line 4 ")
          .hasMessageContaining("move it away");
    }
  }

  @Test
  void refusesStepsOutOfOrderAndEndlessLines() throws IOException {
    write(0, 1, 3);
    Files.writeString(file, Files.readString(file), StandardOpenOption.APPEND);
    assertThatThrownBy(() -> MetricsLog.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("line 4");
    Files.writeString(file, "x".repeat(1_000_000));
    assertThatThrownBy(() -> MetricsLog.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("longer than");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.append(point(5));
      assertThatThrownBy(() -> log.append(point(5)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("step 5 does not come after step 5");
    }
  }

  @Test
  void isEmptyWithoutAFileAndSaysWhyItCannotBeOpened() {
    assertThat(MetricsLog.read(file)).isEmpty();
    assertThatThrownBy(() -> MetricsLog.open(folder.resolve("none/metrics.jsonl"), 0))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("none");
  }

  private void write(long resumedFrom, long first, long last) {
    try (MetricsLog log = MetricsLog.open(file, resumedFrom)) {
      points(first, last).forEach(log::append);
    }
  }

  private static List<Point> points(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(MetricsLogTest::point).toList();
  }

  private static Point point(long step) {
    return new Point(step, 1.0 / step, 1e-3, 1, 100, 1_000, step);
  }
}
