package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataManifestTest {
  private static DataManifest.Entry entry(String name, int content) {
    return new DataManifest.Entry(name, content, Integer.toString(content).repeat(64));
  }

  private static DataManifest of(DataManifest.Entry... entries) {
    return new DataManifest(List.of(entries));
  }

  @Test
  void countsWhatChanged() {
    DataManifest before = of(entry("a", 1), entry("b", 2), entry("c", 3));
    DataManifest after = of(entry("a", 1), entry("b", 4), entry("d", 5), entry("e", 6));
    assertThat(after.difference(before)).isEqualTo("+2 -1 ~1 files");
    assertThat(after.difference(after)).isEqualTo("+0 -0 ~0 files");
    assertThat(after.bytes()).isEqualTo(16);
  }

  @Test
  void digestTellsManifestsApart() {
    DataManifest one = of(entry("a", 1), entry("b", 2));
    assertThat(one.digest()).hasSize(64).isEqualTo(of(entry("a", 1), entry("b", 2)).digest());
    assertThat(one.digest()).isNotEqualTo(of(entry("b", 1), entry("a", 2)).digest());
    // A name that looks like the line after it.
    String forged = "a\n" + "2".repeat(64) + " 2 1 b";
    assertThat(of(entry(forged, 1)).digest()).isNotEqualTo(one.digest());
    assertThat(of().digest()).hasSize(64);
  }

  @Test
  void takesNoOtherDigest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataManifest.Entry("x", 1, "ABC"))
        .withMessageContaining("'ABC' (x)");
  }
}
