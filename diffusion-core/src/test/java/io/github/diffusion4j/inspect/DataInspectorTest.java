package io.github.diffusion4j.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.data.DataException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Jpeg;
import io.github.diffusion4j.inspect.Duplicates.Group;
import io.github.diffusion4j.inspect.Duplicates.Member;
import io.github.diffusion4j.inspect.Finding.Severity;
import io.github.diffusion4j.store.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataInspectorTest {
  @TempDir Path folder;

  private DataReport inspected(int imageSize) {
    return inspected(folder.toString(), imageSize);
  }

  private static DataReport inspected(String path, int imageSize) {
    try (DataInspector inspector = DataInspector.at(path, imageSize, InspectionProgress.NONE)) {
      return inspector.report();
    }
  }

  private static List<List<String>> names(List<Group> groups) {
    return groups.stream()
        .map(group -> group.pictures().stream().map(Member::name).toList())
        .toList();
  }

  private static List<String> topics(DataReport report, Severity severity) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(Finding::topic)
        .toList();
  }

  @Test
  void findsCopiesAndLookAlikes() {
    Image picture = TestPictures.blobs(90, 60, 1);
    TestPictures.write(folder.resolve("a/1.png"), picture);
    TestPictures.write(folder.resolve("a/2.png"), TestPictures.blobs(90, 60, 2));
    TestPictures.write(folder.resolve("a/3.jpg"), Jpeg.encode(picture, 0.7));
    TestPictures.write(folder.resolve("b/4.png"), picture);
    TestPictures.write(folder.resolve("b/5.png"), TestPictures.mirrored(picture));
    TestPictures.write(folder.resolve("b/6.png"), picture.resized(180, 120));

    Duplicates found = inspected(0).duplicates();

    assertThat(names(found.exact())).containsExactly(List.of("a/1.png", "b/4.png"));
    assertThat(found.exactPictures()).isOne();
    assertThat(names(found.near()))
        .containsExactly(List.of("a/1.png", "a/3.jpg", "b/5.png", "b/6.png"));
    assertThat(found.nearPictures()).isEqualTo(3);
    List<Member> alike = found.near().get(0).pictures();
    assertThat(alike).extracting(Member::mirrored).containsExactly(false, false, true, false);
    assertThat(alike).extracting(Member::label).containsExactly("a", "a", "b", "b");
    assertThat(alike).allMatch(member -> member.distance() <= 31);
    assertThat(found.notCompared()).isZero();
  }

  @Test
  void comparesNoLooksWhereThereIsNothingToSee() {
    for (int level = 0; level < 5; level++) {
      TestPictures.write(folder.resolve(level + ".png"), TestPictures.flat(40, 40, 50 * level));
    }
    DataReport report = inspected(0);

    assertThat(report.duplicates().near()).isEmpty();
    assertThat(report.duplicates().exact()).isEmpty();
    assertThat(report.duplicates().notCompared()).isEqualTo(5);
    assertThat(report.flat()).containsExactly("0.png", "1.png", "2.png", "3.png", "4.png");
    assertThat(topics(report, Severity.LOOK)).contains("one colour");
  }

  @Test
  void namesWhatIsToBeLookedAt() {
    for (int i = 0; i < 22; i++) {
      TestPictures.write(folder.resolve("many/" + i + ".png"), TestPictures.blobs(64, 64, i));
      TestPictures.write(folder.resolve("many/" + i + ".txt"), "the same");
    }
    TestPictures.write(folder.resolve("few/long.png"), TestPictures.blobs(150, 70, 100));
    TestPictures.write(folder.resolve("few/small.png"), TestPictures.blobs(64, 31, 101));
    TestPictures.write(
        folder.resolve("one/grey.png"), TestPictures.blobs(64, 64, 102).withChannels(1));
    TestPictures.write(folder.resolve("few/copy.png"), TestPictures.blobs(64, 64, 0));
    TestPictures.write(folder.resolve("few/broken.png"), "no picture");
    TestPictures.write(folder.resolve("readme.md"), "a word");

    DataReport report = inspected(32);

    assertThat(topics(report, Severity.STOP)).isEmpty();
    assertThat(topics(report, Severity.LOOK))
        .containsExactly(
            "unreadable",
            "number",
            "copies",
            "two classes",
            "small",
            "proportions",
            "classes",
            "captions",
            "captions");
    assertThat(topics(report, Severity.NOTE)).containsExactly("ignored", "modes");
    assertThat(report.dimensions().elongated()).isEqualTo(2);
    assertThat(report.captions().captioned()).isEqualTo(22);
    assertThat(report.captions().missing()).isEqualTo(4);
    assertThat(report.captions().distinct()).isOne();
    assertThat(report.isFit()).isFalse();
    assertThat(report.text())
        .startsWith("Fit to train on once you have looked at 9 things:\n")
        .contains("1 of 27 files cannot be read and would be left out: not a picture (1).")
        .contains("Classes have from 1 to 22 pictures")
        .contains("folder of pictures");
    assertThat(report.text().lines().filter(line -> !line.contains(folder.toString())))
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void praisesWhatHasNoFault() {
    for (int i = 0; i < 1000; i++) {
      TestPictures.write(folder.resolve(i % 2 + "/" + i + ".png"), TestPictures.blobs(32, 32, i));
    }
    DataReport report = inspected(32);

    assertThat(report.findings()).isEmpty();
    assertThat(report.isFit()).isTrue();
    assertThat(report.text()).startsWith("Fit to train on.\n");
  }

  @Test
  void warnsOfDataThatIsNone() {
    TestPictures.write(folder.resolve("1.png"), TestPictures.blobs(32, 32, 1));
    TestPictures.write(folder.resolve("2.png"), TestPictures.blobs(32, 32, 1));
    assertThat(topics(inspected(0), Severity.STOP)).containsExactly("number");

    TestPictures.write(folder.resolve("3.png"), "no");
    TestPictures.write(folder.resolve("4.png"), "no");
    TestPictures.write(folder.resolve("5.png"), "no");
    DataReport report = inspected(0);
    assertThat(topics(report, Severity.STOP)).containsExactly("unreadable", "number");
    assertThat(report.verdict()).isEqualTo("Not fit to train on");

    assertThatThrownBy(() -> inspected(folder.resolve("none").toString(), 0))
        .isInstanceOf(DataException.class);
  }

  @Test
  void countsSidesAndProportions() {
    int[][] sizes = {{20, 20}, {40, 20}, {20, 41}, {33, 31}, {300, 100}};
    for (int i = 0; i < sizes.length; i++) {
      TestPictures.write(
          folder.resolve(i + ".png"), TestPictures.blobs(sizes[i][0], sizes[i][1], i));
    }
    Dimensions found = inspected(0).dimensions();

    assertThat(found.shorterSides().bins())
        .containsExactly(
            new Histogram.Bin("16 to 31", 4),
            new Histogram.Bin("32 to 63", 0),
            new Histogram.Bin("64 to 127", 1));
    assertThat(found.aspectRatios().bins())
        .extracting(Histogram.Bin::count)
        .containsExactly(1, 0, 0, 2, 0, 0, 1, 1);
    assertThat(found.elongated()).isEqualTo(2);
  }

  @Test
  void writesEqualJsonForEqualData() throws Exception {
    TestPictures.write(folder.resolve("1.png"), TestPictures.blobs(32, 32, 1));
    TestPictures.write(folder.resolve("2.png"), TestPictures.blobs(32, 32, 1));
    String json = inspected(16).json();

    assertThat(inspected(16).json()).isEqualTo(json);
    JsonNode root = Json.mapper().readTree(json);
    assertThat(root.get("verdict").asText()).isEqualTo("Not fit to train on");
    assertThat(root.get("fit").asBoolean()).isFalse();
    assertThat(root.at("/duplicates/exactPictures").asInt()).isOne();
    assertThat(root.at("/contents/pictures").asInt()).isEqualTo(2);
    assertThat(root.at("/duplicates/exact/0/pictures/1/name").asText()).isEqualTo("2.png");
  }

  @Test
  void tellsHowFarItIsAndStopsWhenAsked() {
    TestPictures.write(folder.resolve("1.png"), TestPictures.blobs(32, 32, 1));
    TestPictures.write(folder.resolve("2.png"), "no");
    List<String> steps = Collections.synchronizedList(new ArrayList<>());
    try (DataInspector inspector =
        DataInspector.at(
            folder.toString(), 0, (what, done, total) -> steps.add(what + done + "/" + total))) {
      inspector.page(inspector.report());
    }
    assertThat(steps).last().isEqualTo("pictures drawn small2/2");
    assertThat(steps).contains("pictures read1/2", "pictures read2/2", "pictures compared1/1");

    try (DataInspector inspector =
        DataInspector.at(
            folder.toString(),
            0,
            (what, done, total) -> {
              throw new IllegalStateException("stop");
            })) {
      assertThatThrownBy(inspector::report).hasMessage("stop");
    }
  }

  @Test
  void knowsTheCopiesInRealTilesAndEmoji() {
    DataReport tiles = inspected(TestPictures.real("tiles-dcss/dcss-nov-2015.zip").toString(), 32);
    assertThat(tiles.duplicates().sameFiles()).isEqualTo(54);
    // Others differ in what is transparent only: Pillow counts as many, laid over white.
    assertThat(tiles.duplicates().exactPictures()).isEqualTo(90);
    DataReport emoji = inspected(TestPictures.real("emoji-noto/noto-32px.zip").toString(), 32);
    assertThat(emoji.duplicates().exactPictures()).isEqualTo(10);
    assertThat(emoji.duplicates().sameFiles()).isEqualTo(10);
  }
}
