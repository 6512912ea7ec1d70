package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureZipTest {
  @TempDir Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private Path zip() throws IOException {
    return TestFiles.write(folder.resolve("a.zip"), TestFiles.zip(files));
  }

  private static Dataset open(Path zip, Unreadable.Policy policy) {
    return Datasets.open(new DataSpec(zip.toString(), 4, 0, Fit.CROP, policy));
  }

  @Test
  void readsClassesAsOfAFolder() throws IOException {
    files.put("set/b/2.png", TestFiles.grey(4, 4, 2));
    files.put("set\\a\\1.png", TestFiles.grey(4, 4, 1));
    files.put("set/notes.txt", new byte[9]);
    files.put("__MACOSX/set/._1.png", new byte[9]);
    Dataset data = open(zip(), Unreadable.Policy.FAIL);
    assertThat(data.classes()).containsExactly("a", "b");
    assertThat(data.image(0).samples()).containsOnly(1);
    assertThat(data.manifest().entries()).hasSize(1);
    assertThat(data.manifest().entries().get(0).name()).isEqualTo("a.zip");
  }

  @Test
  void acceptsNoNameThatEscapes() throws IOException {
    for (String name : new String[] {"../x.png", "a/../../x.png", "/etc/x.png", "C:\\x.png"}) {
      files.clear();
      files.put("ok.png", TestFiles.grey(4, 4, 2));
      files.put(name, TestFiles.grey(4, 4, 3));
      Path zip = zip();
      Dataset data = open(zip, Unreadable.Policy.SKIP);
      assertThat(data.size()).as(name).isEqualTo(1);
      assertThat(data.unreadable().get(0).toString())
          .isEqualTo(name.replace('\\', '/') + ": name: it leads out of the archive");
      assertThatThrownBy(() -> open(zip, Unreadable.Policy.FAIL))
          .as(name)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("leads out of the archive");
    }
  }

  @Test
  void refusesBombs() throws IOException {
    files.put("bomb.png", new byte[40 << 20]);
    files.put("ok.png", TestFiles.grey(4, 4, 2));
    Dataset data = open(zip(), Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable().get(0).toString())
        .startsWith("bomb.png: too large: it unpacks to 41.9 MB from")
        .endsWith("more than the 16.8 MB allowed");
    Path zip = folder.resolve("a.zip");
    try (ZipFile opened = new ZipFile(zip.toFile())) {
      assertThatThrownBy(
              () -> ZipScan.of(zip, opened, new ArchiveLimits(1, 1 << 30, 1 << 30, 200, 1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("more than 1 files");
      assertThatThrownBy(
              () -> ZipScan.of(zip, opened, new ArchiveLimits(9, 1 << 30, 1 << 20, 200, 1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("1.0 MB unpacked");
    }
  }

  @Test
  void checksLengthAndChecksumOfEachFile() throws IOException {
    files.put("a.png", TestFiles.grey(4, 4, 2));
    files.put("b.png", TestFiles.grey(4, 4, 3));
    byte[] bytes = TestFiles.zip(files);
    // The central directory's copy of the checksum of a.png: 16 bytes after its signature.
    int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    bytes[directory + 16] ^= 1;
    Dataset data = open(TestFiles.write(folder.resolve("c.zip"), bytes), Unreadable.Policy.SKIP);
    assertThat(data.unreadable()).hasSize(1);
    assertThat(data.unreadable().get(0).toString())
        .isEqualTo("a.png: corrupt: its length or checksum is not what the archive declares");
  }

  @Test
  void brokenArchivesEndInOneExceptionOnly() throws IOException {
    files.put("a/1.png", TestFiles.grey(4, 4, 2));
    files.put("b/2.png", TestFiles.red(4, 4));
    byte[] whole = TestFiles.zip(files);
    RandomStream stream = RandomStream.of(8, "zip-test", 0);
    for (int trial = 0; trial < 400; trial++) {
      byte[] broken = whole.clone();
      for (int flips = stream.nextInt(3); flips >= 0; flips--) {
        broken[2 + stream.nextInt(broken.length - 2)] = (byte) stream.nextInt(256);
      }
      if (trial % 4 == 0) {
        broken = Arrays.copyOf(broken, 2 + stream.nextInt(broken.length - 2));
      }
      Path zip = TestFiles.write(folder.resolve("broken.zip"), broken);
      try {
        open(zip, Unreadable.Policy.SKIP);
      } catch (DataException expected) {
        assertThat(expected.getMessage()).contains("broken.zip");
      } catch (Throwable escaped) {
        throw new AssertionError("seed 8, trial " + trial, escaped);
      }
    }
  }

  @Test
  void anArchiveWithoutPicturesSaysSo() throws IOException {
    Path empty = zip();
    assertThatThrownBy(() -> open(empty, Unreadable.Policy.SKIP))
        .hasMessageContaining("the archive is empty");
    files.put("a.txt", new byte[1]);
    Path text = zip();
    assertThatThrownBy(() -> open(text, Unreadable.Policy.SKIP))
        .hasMessageContaining("none of its 1 files");
  }

  @Test
  void readsTheRealTiles() {
    Dataset data = open(TestFiles.real("tiles-dcss"), Unreadable.Policy.FAIL);
    assertThat(data.size()).isEqualTo(4_357);
    assertThat(data.classes()).contains("UNUSED/armour");
    assertThat(data.description()).contains("4,357 captions");
  }
}
