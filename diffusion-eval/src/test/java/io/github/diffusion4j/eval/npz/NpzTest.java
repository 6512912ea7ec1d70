package io.github.diffusion4j.eval.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzTest {
  @TempDir private Path folder;

  private Path archive(String type, boolean columnMajor, String shape, byte[] data)
      throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
            .formatted(type, columnMajor ? "True" : "False", shape);
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    array.write(new byte[] {(byte) header.length(), 0});
    array.write(header.getBytes(StandardCharsets.ISO_8859_1));
    array.write(data);
    Path file = folder.resolve("some.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(array.toByteArray());
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("../y.npy"));
      zip.write(1);
      zip.closeEntry();
    }
    return file;
  }

  private static NpyArray x(Path file) {
    return Npz.read(file, Set.of("x")).get("x");
  }

  @Test
  void readsOtherTypesAndOrders() throws IOException {
    byte[] big = ByteBuffer.allocate(16).putFloat(1).putFloat(2).putFloat(3).putFloat(4).array();
    assertThat(x(archive(">f4", true, "2, 2", big)).numbers()).containsExactly(1, 3, 2, 4);
    byte[] unsigned = {(byte) 255, 1};
    assertThat(x(archive("|u1", false, "2,", unsigned)).numbers()).containsExactly(255, 1);
    byte[] one = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(-7).array();
    assertThat(x(archive("<i8", false, "", one)).numbers()).containsExactly(-7);
  }

  @Test
  void whatIsWrittenIsReadAgainAndAlwaysTheSame() throws IOException {
    Path file = folder.resolve("a.npz");
    Map<String, NpyArray> arrays =
        Map.of("x", NpyArray.of(new double[] {1, -0.0, 1e300}, 3, 1), "t", NpyArray.of("ß𝒳"));
    Npz.write(file, arrays);
    byte[] first = Files.readAllBytes(file);
    assertThat(x(file).numbers()).containsExactly(1, -0.0, 1e300);
    assertThat(x(file).shape()).containsExactly(3, 1);
    assertThat(Npz.read(file, Set.of("t")).get("t").text()).isEqualTo("ß𝒳");
    Npz.write(file, arrays);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|O; 1,; without Python objects",
        "<f2; 1,; store numbers of 4 or 8 bytes",
        "<f8; 2000000000, 2000000000; at most 536870912 bytes are read",
        "<f8; 2000000000, 2000000000, 2000000000; at most 536870912 bytes are read",
        "<f8; 99999999999999999999,; which is too large",
        "<f8; 1000,; ends after 8 of 8000 bytes",
        "<f4; 1,; goes on after its array",
        "<U2; ; a text with the character"
      })
  void lyingHeadersEndInASentence(String type, String shape, String sentence) throws IOException {
    byte[] data = {-1, -1, -1, -1, -1, -1, -1, -1};
    Path file = archive(type, false, shape == null ? "" : shape, data);
    assertThatThrownBy(() -> x(file))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("x of " + file)
        .hasMessageContaining(sentence);
  }

  @Test
  void anythingElseEndsInASentence() throws IOException {
    Path file = folder.resolve("none.npz");
    assertThatThrownBy(() -> x(file))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("There is no file " + file + " to read arrays from");
    Files.writeString(file, "no archive");
    assertThat(Npz.read(file, Set.of("x"))).isEmpty();
  }
}
