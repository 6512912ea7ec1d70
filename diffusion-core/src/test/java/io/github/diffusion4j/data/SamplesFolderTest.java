package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void draw() throws IOException {
    for (int i = 0; i < 3; i++) {
      byte[] samples = {(byte) i, 0, 0, 0};
      Files.write(
          folder.resolve(i < 2 ? "sample-0000" + i + ".png" : SamplesFolder.SHEET),
          Png.encode(new Image(2, 2, 1, samples)));
    }
  }

  private int pictures() {
    return open().size();
  }

  private Dataset open() {
    DataSpec spec =
        new DataSpec(folder.toString(), 2, 1, Fit.CROP, Unreadable.Policy.SKIP, 0, "none");
    return SamplesFolder.withoutSheet(folder, Datasets.open(spec));
  }

  private void manifest(String text) throws IOException {
    Files.writeString(folder.resolve(SamplesFolder.MANIFEST), text);
  }

  @Test
  void knowsOfWhichClassesPicturesWereDrawn() throws IOException {
    manifest(
        """
        {"format": "diffusion4j-samples-1", "pictures": [
          {"file": "sample-00000.png", "class": "shoe"},
          {"file": "sample-00001.png", "class": ""},
          {"class": "shirt"}, {"file": "../other.png", "class": "bag"}, 7]}
        """);
    Dataset drawn = open();
    assertThat(drawn.classes()).containsExactly("shoe");
    assertThat(drawn.label(0)).isZero();
    assertThat(drawn.label(1)).isEqualTo(-1);
    manifest(
        "{\"format\": \"others-1\", \"pictures\": [{\"file\": \"sample-00000.png\", \"class\": \"shoe\"}]}");
    assertThat(open().classes()).isEmpty();
  }

  @Test
  void leavesTheSheetOut() throws IOException {
    manifest("{\"format\": \"diffusion4j-samples-1\", \"files\": [\"a.png\", \"../b.png\"]}");

    assertThat(pictures()).isEqualTo(2);
    assertThat(SamplesFolder.listed(folder).orElseThrow()).containsExactly("a.png", "../b.png");
  }

  @Test
  void keepsAPictureOfThatNameInAnyOtherFolder() throws IOException {
    assertThat(pictures()).isEqualTo(3);
    for (String other : new String[] {"{", "7", "{}", "{\"format\": \"others-1\"}"}) {
      manifest(other);
      assertThat(pictures()).as(other).isEqualTo(3);
      assertThat(SamplesFolder.listed(folder)).as(other).isEmpty();
    }
  }

  @Test
  void leavesAllWhereThereIsNoSheet() throws IOException {
    manifest("{\"format\": \"diffusion4j-samples-1\"}");
    Files.delete(folder.resolve(SamplesFolder.SHEET));

    assertThat(pictures()).isEqualTo(2);
  }
}
