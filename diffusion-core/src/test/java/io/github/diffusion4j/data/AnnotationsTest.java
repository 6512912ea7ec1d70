package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsTest {
  @TempDir Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** What holds the files; what is told of them is the same. */
  private enum Holder {
    FOLDER,
    ZIP,
    TAR
  }

  @BeforeEach
  void threePictures() {
    for (int i = 1; i <= 3; i++) {
      files.put("00000/p" + i + ".png", TestFiles.grey(4, 4, i));
    }
  }

  private void text(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path hold(Holder holder) throws IOException {
    return switch (holder) {
      case FOLDER -> {
        files.forEach((name, bytes) -> TestFiles.write(folder.resolve("d/" + name), bytes));
        yield folder.resolve("d");
      }
      case ZIP -> TestFiles.write(folder.resolve("d.zip"), TestFiles.zip(files));
      case TAR -> TestFiles.write(folder.resolve("d.tar"), TestFiles.tar(files));
    };
  }

  private static Dataset open(Path path) {
    return Datasets.open(new DataSpec(path.toString(), 4, 0, Fit.CROP, Unreadable.Policy.FAIL));
  }

  private static List<String> captions(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::caption).toList();
  }

  private static int[] labels(Dataset data) {
    return IntStream.range(0, data.size()).map(data::label).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void readsCaptionsBesidePictures(Holder holder) throws IOException {
    text("00000/p1.txt", "  a small\n\tred\u0007 dot ");
    text("00000/p3.txt", "");
    text("00000/p9.txt", "of nothing");
    Path place = hold(holder);
    Dataset data = open(place);
    assertThat(captions(data)).containsExactly("a small red? dot", "", "");
    assertThat(data.description())
        .endsWith(
            "4x4 grey, 1 captions, 2 pictures without a caption, 1 captions or classes without a"
                + " picture");
    Inspection inspection = Inspection.of(place.toString());
    assertThat(inspection.kind()).contains("1 captions, 2 pictures without a caption");
    assertThat(inspection.ignored()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void readsTheLabelsOfEdm(Holder holder) throws IOException {
    text(
        "dataset.json",
        "{\"labels\": [[\"00000/p1.png\", 10], [\"00000/p2.png\", 9], [\"x\", 1]]}");
    Dataset data = open(hold(holder));
    assertThat(data.classes()).containsExactly("9", "10");
    assertThat(labels(data)).containsExactly(1, 0, -1);
    assertThat(data.description())
        .endsWith("1 pictures without a class, 1 captions or classes without a picture");
  }

  @ParameterizedTest
  @EnumSource
  void noLabelsInADatasetJsonMeansNone(Holder holder) throws IOException {
    files.put("00001/p4.png", TestFiles.grey(4, 4, 4));
    text("dataset.json", "{\"labels\": null}");
    Dataset data = open(hold(holder));
    assertThat(data.classes()).isEmpty();
    assertThat(labels(data)).containsOnly(-1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"labels\": [[\"a\"]]}",
        "{\"labels\": [[\"a\", 1.5]]}",
        "{\"labels\": [1]}",
        "{\"labels\": {\"a\": 1}}",
        "{\"labels\": 3}",
        "[]"
      })
  void aBrokenDatasetJsonIsAnError(String content) throws IOException {
    text("dataset.json", content);
    Path zip = hold(Holder.ZIP);
    assertThatThrownBy(() -> open(zip))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("dataset.json");
  }

  @ParameterizedTest
  @EnumSource
  void readsATableOfCaptions(Holder holder) throws IOException {
    text(
        "captions.tsv",
        "\uFEFFfile\tcategory\tcaption\r\n"
            + "p1.png\tround things\ta \"dot\"\r\n"
            + "00000/p2.png\tflat things\r\n"
            + "\r\n"
            + "p2.png\tsecond\tnever read\n"
            + "\tno\tname\n"
            + "p9.png\tno\tpicture");
    Dataset data = open(hold(holder));
    assertThat(captions(data)).containsExactly("a \"dot\"", "", "");
    assertThat(data.classes()).containsExactly("flat things", "round things");
    assertThat(labels(data)).containsExactly(1, 0, -1);
    assertThat(data.description())
        .endsWith(
            ", 2 classes, 1 captions, 2 pictures without a caption, 1 pictures without a class, 1"
                + " captions or classes without a picture, 1 pictures that a table names twice, 1"
                + " captions or classes that cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "tar"})
  void readsATableBesideAnArchiveAndTheArchiveOfAFolder(String kind) throws IOException {
    hold(kind.equals("zip") ? Holder.ZIP : Holder.TAR);
    TestFiles.write(folder.resolve("captions.tsv"), "file\tcaption\np3.png\tthree\n".getBytes());
    TestFiles.write(folder.resolve("LICENSE"), new byte[1]);
    for (Path place : new Path[] {folder, folder.resolve("d." + kind)}) {
      Dataset data = open(place);
      assertThat(captions(data)).containsExactly("", "", "three");
      assertThat(data.manifest().entries())
          .extracting(DataManifest.Entry::name)
          .containsExactly("captions.tsv", "d." + kind);
      assertThat(Datasets.manifest(DataSpec.of(place.toString(), 4))).isEqualTo(data.manifest());
    }
  }

  @Test
  void captionsBelongToTheManifest() throws IOException {
    text("00000/p1.txt", "one");
    text("captions.tsv", "file\tcaption\n");
    text("readme.txt", "no caption");
    Path place = hold(Holder.FOLDER);
    DataManifest before = open(place).manifest();
    assertThat(before.entries())
        .extracting(DataManifest.Entry::name)
        .contains("00000/p1.txt", "captions.tsv", "00000/p1.png");
    Files.writeString(place.resolve("00000/p1.txt"), "other");
    DataManifest after = Datasets.manifest(DataSpec.of(place.toString(), 4));
    assertThat(after.difference(before)).isEqualTo("+0 -0 ~1 files");
    assertThat(open(place).manifest()).isEqualTo(after);
  }

  @Test
  void readsTheMetadataOfHuggingFace() throws IOException {
    text(
        "00000/metadata.jsonl",
        "{\"file_name\": \"p1.png\", \"text\": \"one\", \"label\": 3, \"objects\": {\"bbox\": []}}\n"
            + "no json\n[]\n\n"
            + "{\"file_name\": \"p2.png\", \"text\": \"two\"}");
    Dataset data = open(hold(Holder.FOLDER));
    assertThat(captions(data)).containsExactly("one", "two", "");
    assertThat(data.classes()).containsExactly("3");
    assertThat(data.description()).contains("2 captions or classes that cannot be read");
    files.remove("00000/metadata.jsonl");
    text("metadata.csv", "file_name,text\n00000/p1.png,\"one, \"\"1\"\"\nand more\"\n");
    assertThat(captions(open(hold(Holder.ZIP)))).containsExactly("one, \"1\" and more", "", "");
  }

  @Test
  void aTableThatSaysNothingIsCounted() throws IOException {
    text("metadata.csv", "width,height\n3,4\n");
    assertThat(open(hold(Holder.ZIP)).description())
        .contains("1 captions or classes that cannot be read");
  }

  @Test
  void hugeOrBrokenFilesBesidePicturesAreCounted() throws IOException {
    text("00000/p1.txt", "x".repeat(70_000));
    text("00000/p2.json", "[".repeat(5_000));
    text("00000/p3.json", "{\"caption\": [1], \"class\": \"round\"}");
    Dataset data = open(hold(Holder.TAR));
    assertThat(captions(data)).containsOnly("");
    assertThat(labels(data)).containsExactly(-1, -1, 0);
    assertThat(data.description()).contains("2 captions or classes that cannot be read");
  }

  @Test
  void readsTheRealEmoji() {
    Dataset data = open(TestFiles.real("emoji-noto"));
    assertThat(data.size()).isEqualTo(3_583);
    assertThat(captions(data)).contains("number sign", "keycap #");
    assertThat(data.description()).endsWith("3,462 captions, 121 pictures without a caption");
  }
}
