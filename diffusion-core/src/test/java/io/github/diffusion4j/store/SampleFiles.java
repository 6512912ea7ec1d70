package io.github.diffusion4j.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.diffusion4j.store.Safetensors.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;

/** Small safetensors files for tests. */
final class SampleFiles {
  static final Map<String, String> METADATA = Map.of("step", "12", "note", "ü");

  private SampleFiles() {}

  static Map<String, Entry> tensors() {
    return Map.of(
        "a", Entry.of(new float[] {1, -2, 3, -4, 5, -6}, 2, 3),
        "b", Entry.of(new long[] {1L << 40, -7}, 2),
        "c", Entry.of(new double[] {0.1}),
        "d", Entry.of(new float[0], 0));
  }

  /**
   * Bytes made in Python by safetensors 0.8.0: {@code safetensors.numpy.save({"weights":
   * np.arange(1, 7, dtype=np.float32).reshape(2, 3), "steps": np.array([3, -4])}, metadata={"made":
   * "by hand"})}.
   */
  static byte[] byReferenceTool() {
    return Base64.getDecoder()
        .decode(
            "oAAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIjoiYnkgaGFuZCJ9LCJzdGVwcyI6eyJkdHlwZSI6Ikk2NCIs"
                + "InNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsMTZdfSwid2VpZ2h0cyI6eyJkdHlwZSI6IkYzMiIs"
                + "InNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMTYsNDBdfX0gICAgAwAAAAAAAAD8/////////wAA"
                + "gD8AAABAAABAQAAAgEAAAKBAAADAQA==");
  }

  /** Joins a header and that many bytes of zeros. */
  static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
