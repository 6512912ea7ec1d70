package io.github.diffusion4j.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real odd and malformed pictures, which do not come with the project. */
final class OddImages {
  private OddImages() {}

  /** Below the folder of test data itself, or below its folder {@code data}. */
  static Path folder() {
    Path data = Path.of(System.getProperty("diffusion.testdata", "../shared/data"));
    Path folder = data.resolve("odd-images");
    return Files.isDirectory(folder) ? folder : data.resolve("data").resolve("odd-images");
  }

  /** Skips the test where they are missing. */
  static Path folder(String name) {
    Path folder = folder().resolve(name);
    assumeTrue(Files.isDirectory(folder), () -> "no test data at " + folder);
    return folder;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
