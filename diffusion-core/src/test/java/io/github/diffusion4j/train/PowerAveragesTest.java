package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored in {@code averages/}, and what becomes of it when it is damaged. */
class PowerAveragesTest {
  private static final PowerProfile WANTED = PowerProfile.ofWidth(0.07);
  private static final long LAST = 4000;

  @TempDir private Path folder;
  private Path first;

  @BeforeEach
  void store() {
    try (Engine engine = new ReferenceEngine()) {
      Tensor a = engine.tensor(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(2, 3));
      Tensor b = engine.tensor(new float[] {-1}, Shape.of(1));
      PowerAverages averages = new PowerAverages(engine, Map.of("a", a, "b", b));
      for (long images = 100; images <= LAST; images += 100) {
        averages.update(images, 100);
        if (images % 1000 == 0) {
          averages.store(folder, images / 100, images);
        }
      }
    }
    first = PowerAverages.stored(folder).get(0);
  }

  private Map<String, Safetensors.Entry> average() {
    return PostHocAverage.of(folder, WANTED);
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::average)
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(parts);
  }

  /** Writes a whole file with another content in the place of the first. */
  private void replace(Map<String, Safetensors.Entry> tensors, Map<String, String> metadata) {
    Safetensors.write(first, tensors, metadata);
  }

  /** As nearly as eight stored averages can tell. */
  @Test
  void weightsThatStandStillAreTheirOwnAverage() {
    float[] average = average().get("a").floats();
    for (int i = 0; i < 6; i++) {
      assertThat(average[i]).isCloseTo(i + 1f, within(0.02f * (i + 1)));
    }
  }

  @Test
  void findsEveryChangedByte() throws IOException {
    byte[] whole = Files.readAllBytes(first);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      int place = i < whole.length ? i : random.nextInt(whole.length);
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(first, damaged);
      assertThatThrownBy(this::average)
          .as("byte %d", place)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(first.getFileName().toString());
    }
  }

  @Test
  void findsEveryCut() throws IOException {
    byte[] whole = Files.readAllBytes(first);
    for (int length = 0; length < whole.length; length++) {
      Files.write(first, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::average)
          .as("cut to %d bytes", length)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(first.getFileName().toString());
    }
    Files.write(first, Arrays.copyOf(whole, whole.length + 1));
    refused(first.getFileName().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0.05, NaN",
    "0.05, 0",
    "0.05, -5",
    "0.05, Infinity",
    "0.05, many",
    "0.05,",
    "0.5, 1000",
    "NaN, 1000",
    "wide, 1000",
    ", 1000"
  })
  void refusesATimeOrAWidthThatIsNone(String width, String images) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (width != null) {
      metadata.put("relative-width", width);
    }
    if (images != null) {
      metadata.put("images", images);
    }
    replace(Safetensors.read(first).tensors(), metadata);
    refused(first.getFileName().toString(), "is not a stored average");
  }

  @ParameterizedTest
  @CsvSource({"1e-300", "1e300", "1000.0000000001"})
  void neverMakesWeightsThatAreNoNumbers(String images) {
    replace(Safetensors.read(first).tensors(), Map.of("relative-width", "0.05", "images", images));
    try {
      for (float weight : average().get("a").floats()) {
        assertThat(weight).isFinite();
      }
    } catch (StoreException refused) {
      assertThat(refused).hasMessageContaining("are of no use");
    }
  }

  @Test
  void refusesTheSameAverageTwice() {
    Safetensors.Contents second = Safetensors.read(PowerAverages.stored(folder).get(1));
    replace(second.tensors(), second.metadata());
    refused("are of no use", "two of the stored averages are the same; give each once");
  }

  @Test
  void refusesFilesOfDifferentModels() {
    Safetensors.Contents whole = Safetensors.read(first);
    Safetensors.Entry a = whole.tensors().get("a");
    Safetensors.Entry b = whole.tensors().get("b");
    replace(Map.of("a", Safetensors.Entry.of(a.floats(), 3, 2), "b", b), whole.metadata());
    refused("are not of one model: a has another shape or type");
    replace(Map.of("a", Safetensors.Entry.of(new double[6], 2, 3), "b", b), whole.metadata());
    refused("are not of one model: a has another shape or type");
    replace(Map.of("a", a), whole.metadata());
    refused("are not of one model: b is missing in one of them");
    replace(Map.of("a", a, "b", b, "c", b), whole.metadata());
    refused("are not of one model: c is missing in one of them");
  }

  @Test
  void passesOverFilesOfOtherNames() throws IOException {
    Files.writeString(folder.resolve("averages/notes.txt"), "mine");
    assertThat(average()).containsOnlyKeys("a", "b");
    for (Path file : List.copyOf(PowerAverages.stored(folder))) {
      Files.delete(file);
    }
    refused("There are no stored averages in", "training.average.power: true");
  }
}
