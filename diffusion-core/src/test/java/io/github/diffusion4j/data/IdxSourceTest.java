package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxSourceTest {
  @TempDir Path folder;

  private Path file(String name, byte[] bytes) {
    return TestFiles.write(folder.resolve(name), bytes);
  }

  private static Dataset open(Path path, int size) {
    return Datasets.open(new DataSpec(path.toString(), size, 0, Fit.PAD, Unreadable.Policy.FAIL));
  }

  private void assertRefused(byte[] bytes, String... parts) {
    Path file = file("x-images-idx3-ubyte", bytes);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> open(file, 4))
        .satisfies(e -> assertThat(e.getMessage()).contains(file.toString()).contains(parts));
  }

  @Test
  void readsPicturesAndLabelsPlainAndPacked() throws IOException {
    file("train-images-idx3-ubyte", TestFiles.idx(5, 4, 3));
    file("train-labels-idx1-ubyte.gz", TestFiles.gzip(TestFiles.idx(5)));
    file("t10k-images-idx3-ubyte", TestFiles.idx(2, 4, 3));
    Dataset data = open(folder, 4);
    assertThat(data.size()).isEqualTo(5);
    assertThat(data.channels()).isEqualTo(1);
    assertThat(data.classes()).containsExactly("0", "1", "2", "3", "4");
    assertThat(data.label(3)).isEqualTo(3);
    assertThat(data.caption(3)).isEmpty();
    // The second picture begins at 12; padding to 4x4 leaves a column on the right.
    assertThat(data.image(1).samples())
        .containsExactly(12, 13, 14, 0, 15, 16, 17, 0, 18, 19, 20, 0, 21, 22, 23, 0);
    assertThat(data.manifest().entries())
        .extracting(DataManifest.Entry::name)
        .containsExactly("train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz");
    assertThat(Datasets.manifest(DataSpec.of(folder.toString(), 4))).isEqualTo(data.manifest());
    assertThat(data.description())
        .isEqualTo("train-images-idx3-ubyte: 5 pictures, fitted to 4x4 grey, 5 classes");
  }

  @Test
  void doesWithoutLabelsAndGivesRgbIfAsked() throws IOException {
    Path file = file("digits.gz", TestFiles.gzip(TestFiles.idx(2, 2, 2)));
    Dataset data =
        Datasets.open(new DataSpec(file.toString(), 2, 3, Fit.CROP, Unreadable.Policy.FAIL));
    assertThat(data.label(0)).isEqualTo(-1);
    assertThat(data.classes()).isEmpty();
    assertThat(data.image(1).samples()).containsExactly(4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    byte[] whole = TestFiles.idx(3, 2, 2);
    assertRefused(TestFiles.idx(7), "holds IDX labels, not pictures", "0x00000801");
    assertRefused(TestFiles.idx(1, 2, 2, 2), "magic 0x00000803", "4 dimensions");
    assertRefused(new byte[] {0, 0, 13, 3, 0, 0, 0, 1}, "type 0xd");
    assertRefused(Arrays.copyOf(whole, 10), "ends inside the header");
    assertRefused(
        Arrays.copyOf(whole, whole.length - 1), "3 pictures of 2x2, 12 bytes", "only 11 follow");
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "goes on after the 3 pictures");
    assertRefused(TestFiles.idx(0, 2, 2), "declares 0 items");
    assertRefused(TestFiles.idx(2, 0, 2), "pictures without pixels");
    byte[] packed = TestFiles.gzip(whole);
    assertRefused(Arrays.copyOf(packed, packed.length - 9), "get it again");
    assertRefused(Arrays.copyOf(packed, 5), "ends inside the header of gzip");
    assertRefused(TestFiles.gzip(Arrays.copyOf(whole, 20)), "3 pictures of 2x2 but ends after 1");
    packed[packed.length - 8] ^= 1;
    assertRefused(packed, "cannot be read (Corrupt GZIP trailer)");
    assertRefused(TestFiles.gzip("no idx in here".getBytes()), "is no IDX file of pictures");
  }

  @Test
  void believesNoNumberThatTheFileCannotHold() throws IOException {
    int[] large = {Integer.MAX_VALUE, 65535, -1, 0x7FFF};
    for (int count : large) {
      for (int side : large) {
        byte[] header =
            ByteBuffer.allocate(17).putInt(0x803).putInt(count).putInt(side).putInt(side).array();
        assertRefused(header, "declares");
        assertRefused(TestFiles.gzip(header), "declares");
      }
    }
  }

  @Test
  void brokenBytesEndInOneExceptionOnly() throws IOException {
    byte[] packed = TestFiles.gzip(TestFiles.idx(6, 3, 3));
    byte[] plain = TestFiles.idx(6, 3, 3);
    RandomStream stream = RandomStream.of(21, "idx-test", 0);
    for (int trial = 0; trial < 500; trial++) {
      byte[] broken = (trial % 2 == 0 ? packed : plain).clone();
      broken[stream.nextInt(broken.length)] = (byte) stream.nextInt(256);
      broken = Arrays.copyOf(broken, 2 + stream.nextInt(broken.length - 1));
      Path file = file("broken", broken);
      try {
        open(file, 4);
      } catch (DataException expected) {
        assertThat(expected.getMessage()).contains(file.toString());
      } catch (Throwable escaped) {
        throw new AssertionError("seed 21, trial " + trial, escaped);
      }
    }
  }

  @Test
  void labelsMustBelongToThePictures() {
    file("a-images-idx3-ubyte", TestFiles.idx(3, 2, 2));
    file("a-labels-idx1-ubyte", TestFiles.idx(4));
    assertThatThrownBy(() -> open(folder, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 4 labels for the 3 pictures of a-images-idx3-ubyte");
  }

  @Test
  void asksWhichOfSeveralFiles() throws IOException {
    file("a-images-idx3-ubyte", TestFiles.idx(3, 2, 2));
    file("b-images.idx3-ubyte", TestFiles.idx(4, 2, 2));
    assertThatThrownBy(() -> open(folder, 2)).hasMessageContaining("give one of them");
    Files.delete(folder.resolve("a-images-idx3-ubyte"));
    file("b-images.idx3-ubyte.gz", TestFiles.gzip(TestFiles.idx(4, 2, 2)));
    file("b-labels.idx1-ubyte", TestFiles.idx(4));
    assertThat(open(folder, 2).label(2)).isEqualTo(2);
  }

  @Test
  void readsTheRealOnes() {
    Path real = TestFiles.real("fashion-mnist");
    Dataset data =
        Datasets.open(new DataSpec(real.toString(), 32, 0, Fit.PAD, Unreadable.Policy.FAIL));
    assertThat(data.size()).isEqualTo(60_000);
    assertThat(data.classes()).hasSize(10);
    assertThat(data.label(0)).isEqualTo(9);
    int[] counts = new int[10];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    assertThat(counts).containsOnly(6_000);
    assertThat(data.image(0).sample(0, 0, 0)).isZero();
  }
}
