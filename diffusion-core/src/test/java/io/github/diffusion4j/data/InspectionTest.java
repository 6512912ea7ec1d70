package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  @TempDir Path folder;

  @Test
  void countsWhatIsThere() {
    TestFiles.write(folder.resolve("a/1.png"), TestFiles.grey(4, 4, 1));
    TestFiles.write(folder.resolve("a/2.png"), TestFiles.red(40, 30));
    TestFiles.write(folder.resolve("b/3.png"), TestFiles.grey(4, 4, 3));
    TestFiles.write(folder.resolve("b/4\u001b[2J.png"), new byte[3]);
    TestFiles.write(folder.resolve("c.txt"), new byte[3]);
    Inspection found = Inspection.of(folder.toString(), 8);
    assertThat(found.pictures()).isEqualTo(3);
    assertThat(found.smaller()).isEqualTo(2);
    assertThat(
            found.text().replace(folder.toString(), "DATA").replaceAll("[0-9]+ bytes on", "N on"))
        .isEqualTo(
            """
            DATA: folder of pictures
              pictures   3, N on disk
              formats    PNG (3)
              modes      grey (2), RGB (1)
              sizes      4x4 (2), 40x30 (1)
              classes    2: a (2), b (1)
              at 8x8     768 bytes in memory; 2 are smaller
              unreadable 1: not a picture (1)
                         b/4?[2J.png: not a picture: it does not begin like a picture of any known format
              ignored    1 other files
            """);
  }

  @Test
  void fitsOneScreenWhateverIsThere() {
    for (int i = 0; i < 120; i++) {
      String name = "a rather long name of a class " + i + "/" + "x".repeat(100) + ".png";
      TestFiles.write(folder.resolve(name), TestFiles.grey(1 + i % 50, 2, 1));
      TestFiles.write(folder.resolve("broken/" + i + ".png"), new byte[i]);
    }
    String text = Inspection.of(folder.toString(), 32).text();
    assertThat(text.lines().skip(1)).hasSizeLessThan(40).allMatch(line -> line.length() <= 100);
    assertThat(text).contains("and 112 more");
  }

  @Test
  void describesShapesAndIdx() {
    assertThat(Inspection.of("shapes").text())
        .contains("built-in", "pictures   10,000", "classes    6: circle (");
    TestFiles.write(folder.resolve("t-images-idx3-ubyte"), TestFiles.idx(3, 5, 4));
    TestFiles.write(folder.resolve("t-labels-idx1-ubyte"), TestFiles.idx(3));
    assertThat(Inspection.of(folder.toString()).text())
        .contains("IDX pictures with labels", "sizes      4x5 (3)", "3: 0 (1), 1 (1), 2 (1)");
  }

  @Test
  void survivesTheRealOddImages() {
    Inspection found = Inspection.of(TestFiles.real("odd-images").toString(), 32);
    assertThat(found.pictures()).isGreaterThan(300);
    assertThat(found.unreadable()).hasSizeGreaterThan(80);
  }
}
