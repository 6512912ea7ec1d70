package io.github.diffusion4j.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.store.Safetensors.Contents;
import io.github.diffusion4j.store.Safetensors.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsBackEveryBitThatItWrote() {
    Path file = folder.resolve("model.safetensors");
    float[] many = new float[700_001];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 0.5f;
    }
    Map<String, Entry> tensors =
        Map.of(
            "z/weights", Entry.of(many, 700_001, 1),
            "odd \"name\" ü\n", Entry.of(new float[] {Float.NaN, -0f, Float.MIN_VALUE}, 3),
            "scalar", Entry.of(new double[] {Math.PI}),
            "empty", Entry.of(new long[0], 0, 5),
            "counters", Entry.of(new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}, 2, 2));
    Map<String, String> metadata = Map.of("step", "12", "text", "\"diffusion4j.sha256\":\"\u0000");

    Safetensors.write(file, tensors, metadata);

    assertThat(Safetensors.read(file)).isEqualTo(new Contents(tensors, metadata));
    assertThat(Safetensors.readForeign(file)).isEqualTo(new Contents(tensors, metadata));
  }

  @Test
  void writesTheFormatByteForByte() throws IOException {
    Path file = folder.resolve("small.safetensors");

    Safetensors.write(
        file,
        Map.of("b", Entry.of(new float[] {1f}, 1), "a", Entry.of(new long[] {258}, 1)),
        Map.of());

    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = (int) view.getLong(0);
    assertThat(headerBytes % 8).isZero();
    String header = new String(bytes, 8, headerBytes, UTF_8);
    assertThat(header.stripTrailing().replaceFirst("[0-9a-f]{64}", "DIGEST"))
        .isEqualTo(
            "{\"__metadata__\":{\"diffusion4j.sha256\":\"DIGEST\"},"
                + "\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}");
    assertThat(HexFormat.of().formatHex(bytes, 8 + headerBytes, bytes.length))
        .isEqualTo("0201000000000000" + "0000803f");
  }

  @Test
  void writesEqualFilesForEqualContents() {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Safetensors.write(first, SampleFiles.tensors(), SampleFiles.METADATA);
    Safetensors.write(second, Safetensors.read(first).tensors(), SampleFiles.METADATA);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void acceptsAFileOfAnotherToolOnlyWhenAsked() throws IOException {
    Path file = folder.resolve("foreign.safetensors");
    Files.write(file, SampleFiles.byReferenceTool());

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("it carries no digest");
    Contents contents = Safetensors.readForeign(file);
    assertThat(contents.metadata()).containsExactly(Map.entry("made", "by hand"));
    assertThat(contents.tensors())
        .containsExactly(
            Map.entry("steps", Entry.of(new long[] {3, -4}, 2)),
            Map.entry("weights", Entry.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)));
  }

  @Test
  void refusesNamesThatCannotBeReadBack() {
    Path file = folder.resolve("file");
    Entry one = Entry.of(new float[1], 1);

    for (String name : new String[] {"", "__metadata__", "x".repeat(1_001), "\ud800"}) {
      assertThatThrownBy(() -> Safetensors.write(file, Map.of(name, one), Map.of()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString());
    }
    for (String key : new String[] {Safetensors.DIGEST_KEY, "x".repeat(1_001)}) {
      assertThatThrownBy(() -> Safetensors.write(file, Map.of(), Map.of(key, "")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(file.toString());
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void checksEntriesWhenTheyAreMade() {
    assertThatThrownBy(() -> Entry.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Shape [2, 3] needs 6 values, not 5");
    assertThatThrownBy(() -> Entry.of(new float[5], -5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Entry(Safetensors.Type.F32, new int[] {1}, new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("F32 needs a float[]");
    assertThatThrownBy(() -> Entry.of(new long[1], 1).floats())
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("of type I64, not F32");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    Path file = folder.resolve("missing");

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(folder.toString());
  }
}
