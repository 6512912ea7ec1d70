package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DescriptorsCommandTest {
  @TempDir private Path folder;

  @Test
  void everyDescriptorIsTriedOnEveryKindOnce() throws IOException {
    Path zip = folder.resolve("twice.zip");
    byte[] file = Png.encode(new Image(2, 2, 1, new byte[] {0, 50, 100, (byte) 255}));
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : new String[] {"a.png", "b.png"}) {
        out.putNextEntry(new ZipEntry(name));
        out.write(file);
      }
    }
    String[] command = {
      "descriptors",
      "--sets",
      "close-ups=16",
      "--duplicates",
      zip.toString(),
      "--gallery",
      "40",
      "--count",
      "10",
      "--network-steps",
      "0",
      "--out",
      folder.toString()
    };
    assertThat(run(command)).isEmpty();
    JsonNode first = Json.mapper().readTree(folder.resolve("descriptors.json").toFile());
    assertThat(run(command)).isEmpty();
    JsonNode second = Json.mapper().readTree(folder.resolve("descriptors.json").toFile());

    assertThat(first.path("cells").size()).isEqualTo(4 * 12 + 4);
    assertThat(first.path("cells").path("close-ups tiles flip").path("recall").asDouble())
        .isEqualTo(1);
    assertThat(first.path("cells").path("close-ups digest flip").path("recall").asDouble())
        .isZero();
    assertThat(second.path("cells")).isEqualTo(first.path("cells"));
    assertThat(Files.readString(folder.resolve("descriptors.md")))
        .contains(
            "| close-ups | cutmix-background |",
            "descriptors.png",
            "close-ups, 16x16 RGB: 10 copies of each kind, made of 40 pictures; ")
        .containsPattern("\\| twice.zip +\\| +digest \\| +1 \\| +1 \\| +0 \\|");
    assertThat(folder.resolve("descriptors.png")).isNotEmptyFile();
  }

  private static String run(String... arguments) {
    StringWriter complaints = new StringWriter();
    CommandLine line = StudyMain.line().setErr(new PrintWriter(complaints, true));
    line.execute(arguments);
    return complaints.toString();
  }
}
