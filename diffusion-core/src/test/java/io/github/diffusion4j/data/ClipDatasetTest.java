package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.GifWriting;
import io.github.diffusion4j.image.GifWriting.Frame;
import io.github.diffusion4j.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipDatasetTest {
  private static final byte[] GIF =
      GifWriting.gif(
          List.of(
              new Frame(0, 0, 4, 4, GifWriting.RED, "none", 4),
              new Frame(0, 0, 4, 4, GifWriting.GREEN, "none", 5)));

  @TempDir Path folder;

  private void file(String name, byte[] bytes) {
    TestFiles.write(folder.resolve(name), bytes);
  }

  private ClipDataset open(Path path, Unreadable.Policy policy) {
    return ClipDataset.open(new DataSpec(path.toString(), 4, 0, Fit.CROP, policy));
  }

  @Test
  void readsFramesInNaturalOrder() {
    for (int i : new int[] {1, 2, 9, 10, 100}) {
      file("walk/frame" + i + ".png", TestFiles.grey(6, 4, i));
    }
    file("run/2/7.png", TestFiles.grey(4, 4, 7));
    file("run/10/8.png", TestFiles.grey(4, 4, 8));
    ClipDataset data = open(folder, Unreadable.Policy.FAIL);
    assertThat(data.clips()).extracting(Clip::name).containsExactly("run/2", "run/10", "walk");
    assertThat(data.clips().get(2).frames())
        .extracting(frame -> frame.sample(0, 0, 0))
        .containsExactly(1, 2, 9, 10, 100);
    assertThat(data.clips().get(2).delays()).containsOnly(0).hasSize(5);
    assertThat(data.channels()).isEqualTo(1);
    assertThat(data.imageSize()).isEqualTo(4);
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.manifest().entries()).hasSize(7);
    assertThat(data.clips()).extracting(Clip::digest).doesNotHaveDuplicates();
  }

  @Test
  void readsAnimations() {
    file("a.gif", GIF);
    file("frames/1.png", TestFiles.grey(4, 4, 1));
    ClipDataset data = open(folder, Unreadable.Policy.FAIL);
    assertThat(data.clips()).extracting(Clip::name).containsExactly("a.gif", "frames");
    assertThat(data.clips().get(0).delays()).containsExactly(40, 50);
    assertThat(data.clips().get(0).frames().get(1).sample(3, 3, 1)).isEqualTo(255);
    // One coloured clip makes all RGB.
    assertThat(data.clips().get(1).frames().get(0)).hasToString("4x4 RGB");
    assertThat(open(folder.resolve("a.gif"), Unreadable.Policy.FAIL).size()).isEqualTo(1);
  }

  @Test
  void aClipIsReadWholeOrNotAtAll() {
    file("good/1.png", TestFiles.grey(4, 4, 1));
    file("torn/1.png", TestFiles.grey(4, 4, 1));
    file("torn/2.png", new byte[9]);
    file("mixed/1.png", TestFiles.grey(4, 4, 1));
    file("mixed/2.png", TestFiles.grey(5, 4, 1));
    ClipDataset data = open(folder, Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable())
        .extracting(Unreadable::name)
        .containsExactly("mixed", "torn/2.png");
    assertThatThrownBy(() -> open(folder, Unreadable.Policy.FAIL))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 of 3 clips cannot be read")
        .hasMessageContaining("its frames are of two sizes, 4x4 and 5x4");
  }

  @Test
  void saysWhatIsNotThere() {
    for (Path path : new Path[] {folder, folder.resolve("nowhere")}) {
      assertThatThrownBy(() -> open(path, Unreadable.Policy.SKIP))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("No clips");
    }
  }

  @Test
  void framesAreOfOneKind() {
    Image grey = new Image(1, 1, 1, new byte[1]);
    Image wide = new Image(2, 1, 1, new byte[2]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clip("c", List.of(grey, wide), List.of(0, 0), ""))
        .withMessageContaining("1x1 grey and 2x1 grey");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clip("c", List.of(grey), List.of(), ""));
  }

  @Test
  void ordersNumbersByValue() {
    assertThat(
            Stream.of("b", "a10", "a9", "a09", "a", "a1b2", "a1b10", "a99999999999999999999")
                .sorted(NaturalOrder.INSTANCE))
        .containsExactly("a", "a1b2", "a1b10", "a09", "a9", "a10", "a99999999999999999999", "b");
  }
}
