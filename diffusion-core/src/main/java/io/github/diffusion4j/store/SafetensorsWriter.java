package io.github.diffusion4j.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** Writes one safetensors file, in pieces, so that no array is ever copied whole. */
final class SafetensorsWriter {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path file;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  SafetensorsWriter(Path file) {
    this.file = file;
  }

  void write(TreeMap<String, Safetensors.Entry> tensors, TreeMap<String, String> metadata) {
    if (metadata.put(Safetensors.DIGEST_KEY, FileDigest.BLANK) != null) {
      throw new StoreException(
          "Cannot write "
              + file
              + ": the metadata key "
              + Safetensors.DIGEST_KEY
              + " is reserved.");
    }
    try {
      SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata);
      byte[] blank = header.encoded();
      // The digest stands before the data, so the data is gone through twice.
      MessageDigest digest = Digests.newSha256();
      put(header, blank, tensors, (bytes, length) -> digest.update(bytes, 0, length));
      byte[] signed = FileDigest.replaced(blank, FileDigest.BLANK, Digests.hex(digest));
      AtomicFiles.write(
          file,
          (OutputStream out) ->
              put(header, signed, tensors, (bytes, length) -> out.write(bytes, 0, length)));
    } catch (IllegalArgumentException notAllowed) {
      throw new StoreException(
          "Cannot write " + file + ": " + notAllowed.getMessage() + ".", notAllowed);
    } catch (IOException failure) {
      throw IOFailure.writing(file, failure);
    }
  }

  private void put(
      SafetensorsHeader header, byte[] json, Map<String, Safetensors.Entry> tensors, Sink sink)
      throws IOException {
    sink.take(lengthPrefix(json.length), Long.BYTES);
    sink.take(json, json.length);
    for (TensorLocation tensor : header.tensors()) {
      Safetensors.Type type = tensor.type();
      int elements = (int) TensorLocation.elements(tensor.shape());
      int room = BUFFER_BYTES / type.bytes();
      for (int start = 0; start < elements; ) {
        int count = Math.min(room, elements - start);
        ArrayBytes.put(type, tensors.get(tensor.name()).values(), start, count, buffer.clear());
        sink.take(buffer.array(), count * type.bytes());
        start += count;
      }
    }
  }

  static byte[] lengthPrefix(long length) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  /** Where the file's bytes go: into the digest, then to disk. */
  private interface Sink {
    void take(byte[] bytes, int length) throws IOException;
  }
}
