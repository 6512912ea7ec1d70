package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.image.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureFolderTest {
  @TempDir Path folder;

  private void file(String name, byte[] bytes) {
    TestFiles.write(folder.resolve(name), bytes);
  }

  private Dataset open(Unreadable.Policy policy) {
    return Datasets.open(new DataSpec(folder.toString(), 4, 0, Fit.CROP, policy));
  }

  @Test
  void takesSubFoldersForClasses() {
    file("b/2.png", TestFiles.grey(4, 4, 20));
    file("a/1.png", TestFiles.grey(6, 5, 10));
    file("b/deeper/3.PNG", TestFiles.grey(9, 9, 30));
    file("none.png", TestFiles.grey(4, 4, 40));
    file("readme.txt", new byte[3]);
    file(".hidden/4.png", new byte[3]);
    file("__MACOSX/a/._1.png", new byte[3]);
    Dataset data = open(Unreadable.Policy.FAIL);
    assertThat(data.classes()).containsExactly("a", "b");
    assertThat(new int[] {data.label(0), data.label(1), data.label(2), data.label(3)})
        .containsExactly(0, 1, 1, -1);
    assertThat(data.channels()).isEqualTo(1);
    assertThat(data.image(2)).hasToString("4x4 grey");
    assertThat(data.image(2).sample(0, 0, 0)).isEqualTo(30);
    assertThat(data.manifest().entries())
        .extracting(DataManifest.Entry::name)
        .containsExactly("a/1.png", "b/2.png", "b/deeper/3.PNG", "none.png");
    assertThat(Datasets.manifest(DataSpec.of(folder.toString(), 4))).isEqualTo(data.manifest());
    assertThat(Inspection.of(folder.toString()).ignored()).isEqualTo(1);
  }

  @Test
  void oneFolderAroundEverythingIsNoClass() {
    file("photos/x/1.png", TestFiles.grey(4, 4, 1));
    file("photos/y/2.png", TestFiles.grey(4, 4, 2));
    assertThat(open(Unreadable.Policy.FAIL).classes()).containsExactly("x", "y");
    assertThat(PictureNames.classes(List.of("only/1.png", "only/2.png"))).isEmpty();
  }

  @Test
  void oneColouredPictureMakesAllRgb() {
    file("1.png", TestFiles.grey(4, 4, 9));
    file("2.png", TestFiles.red(8, 8));
    Dataset data = open(Unreadable.Policy.FAIL);
    assertThat(data.channels()).isEqualTo(3);
    assertThat(data.image(0).samples()).containsOnly(9);
    Dataset grey =
        Datasets.open(new DataSpec(folder.toString(), 4, 1, Fit.CROP, Unreadable.Policy.FAIL));
    assertThat(grey.image(1).samples()).containsOnly(76);
  }

  @Test
  void skipsOrRefusesWhatCannotBeRead() {
    file("good.png", TestFiles.grey(4, 4, 9));
    file("cut.png", Arrays.copyOf(TestFiles.grey(4, 4, 9), 50));
    file("empty.jpg", new byte[0]);
    file("new.avif", "\0\0\0\0ftypavif".getBytes());
    Dataset data = open(Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable())
        .extracting(fault -> fault.name() + " " + fault.kind())
        .containsExactly("cut.png corrupt", "empty.jpg empty", "new.avif unsupported");
    assertThat(data.description())
        .endsWith(": 1 pictures, fitted to 4x4 grey, 3 unreadable skipped");
    assertThatThrownBy(() -> open(Unreadable.Policy.FAIL))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3 of 4 pictures cannot be read")
        .hasMessageContaining("empty.jpg: empty: the file has no bytes")
        .hasMessageContaining("on-unreadable: skip");
  }

  @Test
  void nothingReadableIsAnErrorInAnyCase() {
    file("a.png", new byte[9]);
    assertThatThrownBy(() -> open(Unreadable.Policy.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 of 1 pictures cannot be read")
        .hasMessageEndingWith("There is nothing to learn from.");
  }

  @Test
  void anEmptyFolderSaysWhatBelongsThere() {
    assertThatThrownBy(() -> open(Unreadable.Policy.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder + ": the folder is empty. It is to hold PNG");
    file("notes.txt", new byte[1]);
    assertThatThrownBy(() -> open(Unreadable.Policy.SKIP))
        .hasMessageContaining("none of its 1 files");
  }

  @Test
  void followsNoLinkOutOfTheFolder(@TempDir Path elsewhere) throws IOException {
    Path secret = TestFiles.write(elsewhere.resolve("secret.png"), TestFiles.grey(4, 4, 66));
    file("inside.png", TestFiles.grey(4, 4, 1));
    try {
      Files.createSymbolicLink(folder.resolve("out.png"), secret);
      Files.createSymbolicLink(folder.resolve("outer"), elsewhere);
      Files.createSymbolicLink(folder.resolve("loop"), folder);
      Files.createSymbolicLink(folder.resolve("dangling.png"), folder.resolve("nowhere"));
      Files.createSymbolicLink(folder.resolve("same.png"), folder.resolve("inside.png"));
    } catch (UnsupportedOperationException | IOException noLinks) {
      assumeTrue(false, "no symbolic links here: " + noLinks);
    }
    Dataset data = open(Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.image(1).samples()).containsOnly(1);
    assertThat(data.unreadable())
        .extracting(Unreadable::name)
        .containsExactlyInAnyOrder("out.png", "outer", "loop", "dangling.png");
    // The folder itself may be a link: it is what the user has named.
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    assertThat(Datasets.open(DataSpec.of(link.toString(), 4)).size()).isEqualTo(2);
    Files.delete(link);
  }

  @Test
  void readsRealPhotographs() {
    Path real = TestFiles.real("clothing-small/test");
    Dataset data =
        Datasets.open(new DataSpec(real.toString(), 16, 0, Fit.CROP, Unreadable.Policy.FAIL));
    assertThat(data.classes()).hasSize(10).contains("t-shirt", "dress");
    assertThat(data.size()).isEqualTo(372);
    assertThat(data.channels()).isEqualTo(3);
  }
}
