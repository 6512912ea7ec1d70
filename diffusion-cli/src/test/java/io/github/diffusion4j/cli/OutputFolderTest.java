package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.SamplesFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
  @TempDir Path parent;

  @Test
  void showsNothingBeforeItIsPublished() throws IOException {
    Path target = parent.resolve("samples");
    try (OutputFolder folder = new OutputFolder(target, false)) {
      folder.write("sample-00000.png", new byte[] {1});
      assertThat(target).doesNotExist();
    }
    assertThat(files(parent)).isEmpty();
  }

  @Test
  void replacesAnEarlierSet() throws IOException {
    Path target = parent.resolve("samples");
    publish(target, false, "sample-00000.png", "sample-00001.png");
    publish(target, false, "sample-00000.png");
    assertThat(files(target)).containsExactly("sample-00000.png", "samples.json");
    assertThat(files(parent)).containsExactly("samples");
  }

  @Test
  void refusesAFolderWithOtherFilesUnlessForced() throws IOException {
    Path target = Files.createDirectory(parent.resolve("home"));
    Files.writeString(target.resolve("thesis.txt"), "years of work");
    assertThatThrownBy(() -> new OutputFolder(target, false).requireOurs())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thesis.txt")
        .hasMessageContaining("--force");
    publish(target, true, "sample-00000.png", "sample-00001.png");
    publish(target, true, "sample-00000.png");
    assertThat(files(target)).containsExactly("sample-00000.png", "samples.json", "thesis.txt");
    assertThat(target.resolve("thesis.txt")).hasContent("years of work");
    assertThat(files(parent)).containsExactly("home");
  }

  @Test
  void takesAnEmptyFolder() throws IOException {
    Path target = Files.createDirectory(parent.resolve("empty"));
    publish(target, false, "sample-00000.png");
    assertThat(files(target)).containsExactly("sample-00000.png", "samples.json");
  }

  @Test
  void believesNoManifestOfOthers() throws IOException {
    Path target = Files.createDirectory(parent.resolve("samples"));
    Files.writeString(parent.resolve("precious.png"), "x");
    for (String manifest :
        List.of(
            "{",
            "[]",
            "{\"format\": \"other\", \"files\": [\"a.png\"]}",
            "{\"format\": \"diffusion4j-samples-1\", \"files\": [\"../precious.png\", 3, null]}")) {
      Files.writeString(target.resolve("samples.json"), manifest);
      Files.writeString(target.resolve("a.png"), "x");
      assertThatThrownBy(() -> new OutputFolder(target, false).requireOurs())
          .as(manifest)
          .isInstanceOf(UserError.class);
    }
    publish(target, true, "sample-00000.png");
    assertThat(parent.resolve("precious.png")).exists();
  }

  @Test
  void clearsWhatAKilledRunLeft() throws IOException {
    Path target = parent.resolve("samples");
    Path left = Files.createDirectory(parent.resolve(".samples.partial"));
    Files.writeString(left.resolve("sample-00009.png"), "half");
    publish(target, false, "sample-00000.png");
    assertThat(files(target)).containsExactly("sample-00000.png", "samples.json");
  }

  @Test
  void refusesAFileAndTheRoot() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");
    assertThatThrownBy(() -> new OutputFolder(file, true).requireOurs())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> new OutputFolder(parent.getRoot(), true))
        .isInstanceOf(UserError.class);
  }

  private static void publish(Path target, boolean force, String... names) {
    try (OutputFolder folder = new OutputFolder(target, force)) {
      folder.requireOurs();
      for (String name : names) {
        folder.write(name, new byte[] {1});
      }
      String manifest =
          "{\"format\": \"diffusion4j-samples-1\", \"files\": [\""
              + String.join("\", \"", names)
              + "\"]}";
      folder.write(SamplesFolder.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
      folder.publish();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
