package io.github.diffusion4j.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void writesTheWholeFileAndMakesItsFolder() throws IOException {
    Path file = folder.resolve("a b/ü/file.txt");

    AtomicFiles.write(file, new byte[] {1, 2, 3});

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(names(file.getParent())).containsExactly("file.txt");
  }

  @Test
  void replacesTheFileThatIsThere() throws IOException {
    Path file = folder.resolve("file.txt");
    AtomicFiles.write(file, new byte[100_000]);

    AtomicFiles.write(file, out -> out.write(7));

    assertThat(file).hasBinaryContent(new byte[] {7});
  }

  @Test
  void leavesTheOldFileAndNothingElseWhenTheDiskIsFull() throws IOException {
    Path file = folder.resolve("file.txt");
    AtomicFiles.write(file, new byte[] {1});

    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[200_000]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("No space left on device (")
        .hasMessageContaining(" MB free there)")
        .hasMessageContaining("choose another folder");
    assertThat(file).hasBinaryContent(new byte[] {1});
    assertThat(names(folder)).containsExactly("file.txt");
  }

  @Test
  void leavesNothingWhenTheWriterItselfFails() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    folder.resolve("file.txt"),
                    out -> {
                      out.write(1);
                      throw new IllegalStateException("not ours");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void saysWhyWhenTheFolderIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file.txt"), "x");

    assertThatThrownBy(() -> AtomicFiles.write(file.resolve("inner"), new byte[1]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.resolve("inner").toString());
    assertThatThrownBy(() -> AtomicFiles.write(Path.of("/"), new byte[1]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it is not a file");
  }

  @Test
  void saysWhyWhenTheTargetIsAFolder() throws IOException {
    Path target = Files.createDirectories(folder.resolve("target/inner")).getParent();

    assertThatThrownBy(() -> AtomicFiles.write(target, new byte[1]))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(target.toString());
    assertThat(names(folder)).containsExactly("target");
  }

  @Test
  void saysPermissionDeniedInWords() {
    assertThat(IOFailure.writing(folder.resolve("f"), new AccessDeniedException("f")))
        .hasMessageContaining("permission denied");
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    Files.writeString(folder.resolve(".model.123.d4j-tmp"), "half");
    Files.writeString(folder.resolve("model.d4j-tmp"), "the user's");
    Files.writeString(folder.resolve("model"), "whole");

    assertThat(AtomicFiles.removeLeftovers(folder)).isEqualTo(1);
    assertThat(names(folder)).containsExactly("model", "model.d4j-tmp");
    assertThat(AtomicFiles.removeLeftovers(folder.resolve("none"))).isZero();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
