package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.tensor.RandomStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTarTest {
  @TempDir Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private Path write(String name, byte[] bytes) {
    return TestFiles.write(folder.resolve(name), bytes);
  }

  private static Dataset open(Path path, Unreadable.Policy policy) {
    return Datasets.open(new DataSpec(path.toString(), 4, 0, Fit.CROP, policy));
  }

  /** Sets the checksum of a header right after it was changed. */
  private static byte[] summed(byte[] tar, int header) {
    Arrays.fill(tar, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += tar[header + i] & 0xFF;
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, tar, header + 148, 8);
    return tar;
  }

  private static byte[] withLink(String name, byte type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry good = new TarArchiveEntry("ok.png");
      byte[] picture = TestFiles.grey(4, 4, 7);
      good.setSize(picture.length);
      out.putArchiveEntry(good);
      out.write(picture);
      out.closeArchiveEntry();
      TarArchiveEntry link = new TarArchiveEntry(name, type);
      link.setLinkName("/etc/passwd");
      out.putArchiveEntry(link);
      out.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsClassesAsOfAFolder(boolean packed) throws IOException {
    files.put("./set/b/2.png", TestFiles.grey(4, 4, 2));
    files.put("set/a/" + "long".repeat(60) + ".png", TestFiles.grey(4, 4, 1));
    files.put("set/notes.md", new byte[9]);
    files.put("set/._1.png", new byte[9]);
    byte[] tar = TestFiles.tar(files);
    // What it is called does not matter.
    Path file = write("a.data", packed ? TestFiles.gzip(tar) : tar);
    Dataset data = open(file, Unreadable.Policy.FAIL);
    assertThat(data.classes()).containsExactly("a", "b");
    assertThat(data.image(0).samples()).containsOnly(1);
    assertThat(data.image(1).samples()).containsOnly(2);
    assertThat(data.digest(1))
        .isEqualTo(io.github.diffusion4j.store.Digests.sha256(files.get("./set/b/2.png")));
    assertThat(data.manifest().entries())
        .extracting(DataManifest.Entry::name)
        .containsExactly("a.data");
    assertThat(Datasets.manifest(DataSpec.of(file.toString(), 4))).isEqualTo(data.manifest());
    assertThat(Inspection.of(file.toString()).ignored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x.png", "a/../../x.png", "/etc/x.png", "C:\\x.png", "..\\x.png"})
  void refusesNamesThatEscape(String name) throws IOException {
    files.put("ok.png", TestFiles.grey(4, 4, 2));
    files.put(name, TestFiles.grey(4, 4, 3));
    Path tar = write("a.tar", TestFiles.tar(files));
    Dataset data = open(tar, Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable()).hasSize(1);
    assertThat(data.unreadable().get(0).toString()).endsWith("name: it leads out of the archive");
    assertThatThrownBy(() -> open(tar, Unreadable.Policy.FAIL)).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
  void followsNoLinks(byte type) throws IOException {
    Dataset data = open(write("a.tar", withLink("link.png", type)), Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable().get(0).toString())
        .isEqualTo("link.png: link: links in an archive are not followed");
  }

  @Test
  void passesOverDevices() throws IOException {
    byte[] tar = withLink("device.png", TarConstants.LF_CHR);
    assertThat(open(write("a.tar", tar), Unreadable.Policy.FAIL).size()).isEqualTo(1);
  }

  @Test
  void keepsTheFirstOfTwoFilesOfOneName() throws IOException {
    files.put("a.png", TestFiles.grey(4, 4, 2));
    files.put("./a.png", TestFiles.grey(4, 4, 3));
    Dataset data = open(write("a.tar", TestFiles.tar(files)), Unreadable.Policy.SKIP);
    assertThat(data.image(0).samples()).containsOnly(2);
    assertThat(data.unreadable().get(0).kind()).isEqualTo("duplicate");
  }

  @Test
  void listsWhatLiesBehindABrokenHeader() throws IOException {
    files.put("a.png", TestFiles.grey(4, 4, 2));
    files.put("b.png", TestFiles.grey(4, 4, 3));
    byte[] tar = TestFiles.tar(files);
    int second = 512 + (files.get("a.png").length + 511) / 512 * 512;
    byte[] wrongSum = tar.clone();
    wrongSum[second] = 'c';
    Dataset data = open(write("a.tar", wrongSum), Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable().get(0).toString())
        .isEqualTo(
            "a.tar: corrupt: it cannot be read beyond the first 2 files: a header's checksum is"
                + " wrong");
    // A length of 8 GiB less one.
    byte[] long8 = tar.clone();
    System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, long8, second + 124, 11);
    data = open(write("a.tar", summed(long8, second)), Unreadable.Policy.SKIP);
    assertThat(data.unreadable().get(0).reason()).endsWith("it ends inside of 'b.png'");
    // The largest length there is, as a binary number.
    byte[] largest = tar.clone();
    Arrays.fill(largest, second + 124, second + 136, (byte) 0xFF);
    largest[second + 124] = (byte) 0x80;
    largest[second + 128] = 0x7F;
    data = open(write("a.tar", summed(largest, second)), Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable()).hasSize(1);
    // Cut off inside of a header, and inside of a file.
    for (int length : new int[] {second + 100, second + 512 + 10}) {
      data = open(write("a.tar", Arrays.copyOf(tar, length)), Unreadable.Policy.SKIP);
      assertThat(data.size()).isEqualTo(1);
      assertThat(data.unreadable()).hasSize(1);
    }
    // Without the blocks of zeros that should end it, nothing is missing.
    data = open(write("a.tar", Arrays.copyOf(tar, second + 1024)), Unreadable.Policy.FAIL);
    assertThat(data.size()).isEqualTo(2);
  }

  @Test
  void believesNoHugeName() throws IOException {
    files.put("ok.png", TestFiles.grey(4, 4, 2));
    files.put("x".repeat(5_000) + ".png", TestFiles.grey(4, 4, 3));
    Dataset data = open(write("a.tar", TestFiles.tar(files)), Unreadable.Policy.SKIP);
    assertThat(data.unreadable().get(0).toString())
        .isEqualTo("x".repeat(80) + "...: name: it has 5004 characters");
    files.remove("x".repeat(5_000) + ".png");
    // The library would take hours to write this one.
    byte[] path = (" path=" + "y".repeat(2 << 20) + ".png\n").getBytes(StandardCharsets.UTF_8);
    byte[] extended =
        ((path.length + 7) + new String(path, StandardCharsets.UTF_8))
            .getBytes(StandardCharsets.UTF_8);
    files.put("pax", extended);
    files.put("z.png", TestFiles.grey(4, 4, 3));
    byte[] tar = TestFiles.tar(files);
    int second = 512 + (files.get("ok.png").length + 511) / 512 * 512;
    tar[second + 156] = TarConstants.LF_PAX_EXTENDED_HEADER_LC;
    data = open(write("a.tar", summed(tar, second)), Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable().get(0).reason()).endsWith("a header has more than 1 MiB");
  }

  @Test
  void refusesSparseFiles() throws IOException {
    files.put("ok.png", TestFiles.grey(4, 4, 2));
    files.put("sparse.png", new byte[512]);
    byte[] tar = TestFiles.tar(files);
    int second = 512 + (files.get("ok.png").length + 511) / 512 * 512;
    tar[second + 156] = TarConstants.LF_GNUTYPE_SPARSE;
    System.arraycopy(
        TarConstants.MAGIC_GNU.getBytes(StandardCharsets.US_ASCII), 0, tar, second + 257, 6);
    Dataset data = open(write("a.tar", summed(tar, second)), Unreadable.Policy.SKIP);
    assertThat(data.size()).isEqualTo(1);
    assertThat(data.unreadable()).hasSize(1);
  }

  @Test
  void refusesBombs() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    files.put("ok.png", TestFiles.grey(4, 4, 2));
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(TestFiles.tar(files));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 40; i++) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(() -> open(write("a.tgz", packed.toByteArray()), Unreadable.Policy.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("unpacks to more than the 16.8 MB allowed");
    Path tar = write("a.tar", TestFiles.tar(files));
    assertThatThrownBy(() -> PictureTar.at(tar, new ArchiveLimits(0, 99, 999, 200, 99)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("more than 0 files");
    files.put("2.png", TestFiles.grey(40, 40, 2));
    Path two = write("a.tar", TestFiles.tar(files));
    assertThatThrownBy(() -> PictureTar.at(two, new ArchiveLimits(9, 99, 80, 200, 99)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("80 bytes unpacked");
  }

  @Test
  void leavesNoTemporaryFile() throws IOException {
    files.put("ok.png", TestFiles.grey(4, 4, 2));
    byte[] whole = TestFiles.gzip(TestFiles.tar(files));
    long before = temporary();
    open(write("a.tgz", whole), Unreadable.Policy.FAIL);
    byte[] broken = whole.clone();
    broken[broken.length - 8] ^= 1;
    assertThatThrownBy(() -> open(write("b.tgz", broken), Unreadable.Policy.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("b.tgz cannot be unpacked (Corrupt GZIP trailer). Get it again.");
    assertThatThrownBy(
            () ->
                open(
                    write("c.tgz", Arrays.copyOf(whole, whole.length - 9)), Unreadable.Policy.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it ends too early");
    assertThat(temporary()).isEqualTo(before);
  }

  private static long temporary() throws IOException {
    try (var found = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return found
          .filter(file -> file.getFileName().toString().matches("diffusion.*\\.tar"))
          .count();
    }
  }

  @Test
  void brokenArchivesEndInOneExceptionOnly() throws IOException {
    files.put("a/1.png", TestFiles.grey(4, 4, 2));
    files.put("a/" + "long".repeat(60) + ".png", TestFiles.red(4, 4));
    files.put("b/2.txt", "a caption".getBytes(StandardCharsets.UTF_8));
    byte[] plain = TestFiles.tar(files);
    byte[] packed = TestFiles.gzip(plain);
    RandomStream stream = RandomStream.of(9, "tar-test", 0);
    for (int trial = 0; trial < 1_000; trial++) {
      byte[] broken = (trial % 3 == 0 ? packed : plain).clone();
      for (int flips = stream.nextInt(4); flips >= 0; flips--) {
        // Most of a TAR is padding; what is at the beginnings of its blocks is not.
        int at = stream.nextInt(broken.length);
        broken[
                trial % 2 == 0
                    ? at
                    : at / 512 * 512
                        + stream.nextInt(Math.min(160, broken.length - at / 512 * 512))] =
            (byte) stream.nextInt(256);
      }
      if (trial % 4 == 0) {
        broken = Arrays.copyOf(broken, stream.nextInt(broken.length));
      }
      if (trial % 3 == 1) {
        for (int header = 0; header + 512 <= broken.length; header += 512) {
          if (plain[header + 257] == 'u') {
            summed(broken, header);
          }
        }
      }
      Path tar = write("broken.tar", broken);
      try {
        PictureTar.at(tar).close();
        open(tar, Unreadable.Policy.SKIP);
      } catch (DataException expected) {
        assertThat(expected.getMessage()).contains("broken.tar");
      } catch (Throwable escaped) {
        throw new AssertionError("seed 9, trial " + trial, escaped);
      }
    }
  }

  @Test
  void anArchiveWithoutPicturesSaysSo() throws IOException {
    Path empty = write("empty.tar", TestFiles.tar(Map.of("a.md", new byte[3])));
    assertThatThrownBy(() -> open(empty, Unreadable.Policy.SKIP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none of its 1 files");
  }
}
