package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path folder;

  private static void assertRefused(Path path, String part) {
    assertThatThrownBy(() -> Datasets.open(DataSpec.of(path.toString(), 8)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(part);
    assertThatThrownBy(() -> Inspection.of(path.toString())).isInstanceOf(DataException.class);
  }

  @Test
  void saysWhatIsNotThere() {
    assertRefused(folder.resolve("nowhere"), "No data at");
    assertRefused(TestFiles.write(folder.resolve("e"), new byte[0]), "is empty (0 bytes)");
    assertRefused(
        TestFiles.write(folder.resolve("a.png"), TestFiles.grey(4, 4, 1)),
        "neither IDX (plain or gzip) nor ZIP");
    assertThatThrownBy(() -> Datasets.open(DataSpec.of("a\0b", 8)))
        .isInstanceOf(DataException.class);
  }

  @Test
  void namesTheHeapAndTheKnobBeforeReading() {
    TestFiles.write(folder.resolve("x-images-idx3-ubyte"), TestFiles.idx(20_000, 1, 1));
    assertThatThrownBy(() -> Datasets.open(DataSpec.of(folder.toString(), 2048)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("20,000 pictures of 2048x2048x1 take 83.9 GB in memory")
        .hasMessageContaining("-Ddiffusion.maxHeap=");
    assertThatThrownBy(() -> MemoryBudget.require("x", 1000, 1000, 3, 1L << 30))
        .hasMessage(
            "x: 1,000 pictures of 1000x1000x3 take 3.0 GB in memory, more than 70 % of the heap of"
                + " 1.1 GB. Raise the heap to 5 GB (-Xmx5g; in Maven -Ddiffusion.maxHeap=5g), or"
                + " choose a smaller image size.");
  }

  @Test
  void checksTheSpec() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataSpec.of(" ", 8))
        .withMessageContaining("'shapes'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DataSpec.of("x", 0))
        .withMessage("the image size is 1 to 2048 pixels, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataSpec("x", 8, 4, Fit.CROP, Unreadable.Policy.SKIP))
        .withMessageContaining("not 4");
  }

  @Test
  void holdsOutWhatTheSpecSays() {
    DataSpec all = DataSpec.of("shapes", 4);
    DataSpec spec = new DataSpec("shapes", 4, 0, Fit.CROP, Unreadable.Policy.SKIP, 0.1, "none");
    Dataset training = Datasets.open(spec);
    Dataset heldOut = Datasets.heldOut(spec);
    assertThat(training.size() + heldOut.size()).isEqualTo(10_000);
    assertThat(heldOut.size()).isBetween(880, 1_120);
    assertThat(Datasets.manifest(spec))
        .isEqualTo(training.manifest())
        .isNotEqualTo(Datasets.manifest(all))
        .isNotEqualTo(heldOut.manifest());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.heldOut(all))
        .withMessageContaining("nothing is held out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataSpec("x", 8, 0, Fit.CROP, Unreadable.Policy.SKIP, 1, "none"))
        .withMessageContaining("not 1.0");
  }

  @Test
  void opensTheBuiltInShapes() {
    Dataset shapes = Datasets.open(DataSpec.of("shapes", 16));
    assertThat(shapes.size()).isEqualTo(10_000);
    assertThat(shapes.image(0)).hasToString("16x16 RGB");
    assertThat(Datasets.manifest(DataSpec.of("shapes", 16))).isEqualTo(shapes.manifest());
  }

  @Test
  void opensTheBuiltInCloseUps() {
    Dataset shapes = Datasets.open(DataSpec.of("close-ups", 16));
    assertThat(shapes.size()).isEqualTo(10_000);
    assertThat(shapes.description()).startsWith("built-in captioned shapes close up");
    assertThat(Datasets.manifest(DataSpec.of("close-ups", 16)))
        .isEqualTo(shapes.manifest())
        .isNotEqualTo(Datasets.manifest(DataSpec.of("shapes", 16)));
  }

  @Test
  void namesBytesAsPeopleDo() {
    assertThat(ByteCount.text(0)).isEqualTo("0 bytes");
    assertThat(ByteCount.text(999)).isEqualTo("999 bytes");
    assertThat(ByteCount.text(1000)).isEqualTo("1.0 kB");
    assertThat(ByteCount.text(999_960)).isEqualTo("1.0 MB");
    assertThat(ByteCount.text(Long.MAX_VALUE)).isEqualTo("9.2 EB");
  }
}
