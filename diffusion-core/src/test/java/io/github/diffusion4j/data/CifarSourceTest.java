package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.store.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {
  private static final String NAMES =
      "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";

  @TempDir Path folder;

  /** A record whose red samples are the number of the pixel, green 1 and blue 2. */
  private static byte[] example(int... labels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    IntStream.of(labels).forEach(bytes::write);
    IntStream.range(0, 1024).forEach(bytes::write);
    IntStream.range(0, 1024).forEach(i -> bytes.write(1));
    IntStream.range(0, 1024).forEach(i -> bytes.write(labels[labels.length - 1]));
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] names(String prefix, int count) {
    return text(
        IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining("\n")));
  }

  private static Map<String, byte[]> ten() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("cifar-10-batches-bin/batches.meta.txt", text(NAMES));
    files.put("cifar-10-batches-bin/data_batch_1.bin", join(example(3), example(9)));
    files.put("cifar-10-batches-bin/data_batch_2.bin", example(0));
    files.put("cifar-10-batches-bin/test_batch.bin", example(5));
    files.put("cifar-10-batches-bin/readme.html", text("<html>"));
    return files;
  }

  private static Dataset open(Path path) {
    return Datasets.open(new DataSpec(path.toString(), 32, 0, Fit.CROP, Unreadable.Policy.FAIL));
  }

  private static void assertTen(Dataset data) {
    assertThat(data.size()).isEqualTo(3);
    assertThat(data.classes()).hasSize(10).startsWith("airplane", "automobile");
    assertThat(IntStream.range(0, 3).map(data::label)).containsExactly(3, 9, 0);
    assertThat(data.image(1).sample(5, 2, 0)).isEqualTo(2 * 32 + 5);
    assertThat(data.image(1).sample(5, 2, 1)).isEqualTo(1);
    assertThat(data.image(1).sample(5, 2, 2)).isEqualTo(9);
    byte[] pixels = new byte[3072];
    System.arraycopy(example(9), 1, pixels, 0, 3072);
    assertThat(data.digest(1)).isEqualTo(Digests.sha256(pixels));
  }

  @Test
  void readsCifar10FromAFolder() {
    ten().forEach((name, bytes) -> TestFiles.write(folder.resolve(name), bytes));
    for (Path place : new Path[] {folder, folder.resolve("cifar-10-batches-bin")}) {
      Dataset data = open(place);
      assertTen(data);
      assertThat(data.manifest().entries()).hasSize(3);
      assertThat(Datasets.manifest(DataSpec.of(place.toString(), 32))).isEqualTo(data.manifest());
      Inspection inspection = Inspection.of(place.toString());
      assertThat(inspection.kind()).isEqualTo("CIFAR-10");
      assertThat(inspection.classes()).containsEntry("cat", 1).hasSize(3);
    }
    Dataset test = open(folder.resolve("cifar-10-batches-bin/test_batch.bin"));
    assertThat(test.size()).isEqualTo(1);
    assertThat(test.classes().get(test.label(0))).isEqualTo("dog");
  }

  @Test
  void readsCifar10FromItsArchive() throws IOException {
    byte[] tar = TestFiles.gzip(TestFiles.tar(ten()));
    assertTen(open(TestFiles.write(folder.resolve("cifar-10-binary.tar.gz"), tar)));
    // And from a folder that holds nothing else.
    assertTen(open(folder));
  }

  @Test
  void readsCifar100() {
    TestFiles.write(folder.resolve("train.bin"), join(example(1, 99), example(19, 0)));
    TestFiles.write(folder.resolve("test.bin"), example(2, 7));
    TestFiles.write(folder.resolve("fine_label_names.txt"), names("fine ", 100));
    TestFiles.write(folder.resolve("coarse_label_names.txt"), names("coarse ", 20));
    Dataset data = open(folder);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.label(0)).isEqualTo(99);
    assertThat(data.caption(0)).isEqualTo("fine 99 (coarse 1)");
    assertThat(data.image(0).sample(0, 0, 2)).isEqualTo(99);
    assertThat(open(folder.resolve("test.bin")).caption(0)).isEqualTo("fine 7 (coarse 2)");
  }

  @Test
  void classesWithoutNamesAreNumbers() throws IOException {
    Path file = TestFiles.write(folder.resolve("data_batch_1.bin"), example(3));
    assertThat(open(file).classes()).startsWith("0", "1").hasSize(10);
    Files.writeString(folder.resolve("batches.meta.txt"), "only\ntwo\n");
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 2 names for 10 classes");
  }

  @Test
  void saysWhatIsWrong() {
    Path batch = folder.resolve("data_batch_1.bin");
    TestFiles.write(batch, new byte[3072]);
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 3,072 bytes, no multiple of the 3,073 of a picture of CIFAR-10");
    TestFiles.write(batch, example(10));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the label 10, but there are 10 classes");
    TestFiles.write(batch, example(1));
    TestFiles.write(folder.resolve("copy/data_batch_1.bin"), example(1));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("several CIFAR data sets");
  }
}
