package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real odd and malformed pictures, which do not come with the project. */
class OddImagesTest {
  private static Path folder(String name) {
    Path folder =
        Path.of(System.getProperty("diffusion.testdata", "../shared"), "data", "odd-images", name);
    assumeTrue(Files.isDirectory(folder), () -> "no test data at " + folder);
    return folder;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void nothingButTheOneExceptionEscapes() throws Exception {
    int read = 0;
    for (Path file : files(folder(""))) {
      try {
        ImageReader.read(Files.readAllBytes(file), file.toString(), 1 << 23);
        read++;
      } catch (UnreadableImageException refused) {
        assertThat(refused.reason()).as(file.toString()).isNotBlank();
      } catch (Throwable escaped) {
        throw new AssertionError(file.toString(), escaped);
      }
    }
    assertThat(read).isGreaterThan(300);
  }

  @Test
  void readsEveryValidPictureOfThePngSuite() throws Exception {
    for (Path file : files(folder("pngsuite"))) {
      String name = file.getFileName().toString();
      if (name.endsWith(".png") && !name.startsWith("x")) {
        ImageReader.read(Files.readAllBytes(file), name, 1 << 20);
      }
    }
  }

  @Test
  void readsBitmapsAsTheirPngTwins() throws Exception {
    for (Path file : files(folder("bmpsuite/good"))) {
      String name = file.getFileName().toString();
      Path twin = file.resolveSibling(name.replace(".bmp", ".png"));
      if (name.endsWith(".bmp") && Files.exists(twin)) {
        assertThat(ImageReader.read(Files.readAllBytes(file), name, 1 << 20))
            .as(name)
            .isEqualTo(ImageReader.read(Files.readAllBytes(twin), name, 1 << 20));
      }
    }
  }

  @Test
  void turnsPhotographsUpright() throws Exception {
    Path folder = folder("exif-orientation");
    for (String kind : new String[] {"Landscape", "Portrait"}) {
      Image upright = thumbnail(folder.resolve(kind + "_1.jpg"));
      for (int orientation = 2; orientation <= 8; orientation++) {
        Image turned = thumbnail(folder.resolve(kind + "_" + orientation + ".jpg"));
        double difference = 0;
        for (int i = 0; i < upright.shared().length; i++) {
          difference += Math.abs((upright.shared()[i] & 0xFF) - (turned.shared()[i] & 0xFF));
        }
        assertThat(difference / upright.shared().length)
            .as("%s_%d", kind, orientation)
            .isLessThan(6);
      }
    }
  }

  private static Image thumbnail(Path file) throws Exception {
    return ImageReader.read(Files.readAllBytes(file), file.toString(), 1 << 23)
        .fitted(16, Fit.CROP);
  }
}
