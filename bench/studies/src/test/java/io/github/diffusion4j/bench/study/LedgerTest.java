package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Map<String, Object> SETTINGS = Map.of("count", 1000, "model", "abc");

  @TempDir private Path folder;

  @Test
  void whatWasMeasuredIsNotMeasuredAgain() throws IOException {
    Path file = folder.resolve("numbers.json");
    Ledger first = Ledger.open(file, SETTINGS);
    first.cell("heun 18", () -> Map.of("frechet", 1.5));
    assertThat(first.origin()).startsWith("Measured in one run");

    Ledger second = Ledger.open(file, SETTINGS);
    assertThat(second.has("heun 18")).isTrue();
    assertThat(second.has("heun 9")).isFalse();
    assertThat(
            second.cell(
                "heun 18",
                () -> {
                  throw new AssertionError("measured again");
                }))
        .isEqualTo(Map.of("frechet", 1.5));
    assertThat(second.origin()).startsWith("Measured in 2 runs");
  }

  @Test
  void aMeasurementThatFailsLeavesTheOthers() throws IOException {
    Path file = folder.resolve("numbers.json");
    Ledger ledger = Ledger.open(file, SETTINGS);
    ledger.cell("a", () -> Map.of("frechet", 1.0));
    assertThatThrownBy(
            () ->
                ledger.cell(
                    "b",
                    () -> {
                      throw new IllegalStateException("interrupted");
                    }))
        .hasMessage("interrupted");

    Ledger after = Ledger.open(file, SETTINGS);
    assertThat(after.has("a")).isTrue();
    assertThat(after.has("b")).isFalse();
  }

  @Test
  void numbersOfOtherSettingsAreNotMixed() throws IOException {
    Path file = folder.resolve("numbers.json");
    Ledger.open(file, SETTINGS);

    assertThatThrownBy(() -> Ledger.open(file, Map.of("count", 500, "model", "abc")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers.json holds numbers of other settings")
        .hasMessageContaining("name another folder with --out");
  }
}
