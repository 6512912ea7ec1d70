package io.github.diffusion4j.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads one safetensors file, in pieces, and believes nothing in it that it has not checked. */
final class SafetensorsReader {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path file;
  private final boolean digestRequired;

  SafetensorsReader(Path file, boolean digestRequired) {
    this.file = file;
    this.digestRequired = digestRequired;
  }

  Safetensors.Contents read() {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel);
    } catch (IllegalArgumentException broken) {
      throw damaged(broken.getMessage(), broken);
    } catch (EOFException cut) {
      throw damaged("it ends too early", cut);
    } catch (JsonProcessingException notJson) {
      throw damaged("its header is not valid JSON: " + notJson.getOriginalMessage(), notJson);
    } catch (IOException failure) {
      throw IOFailure.reading(file, failure);
    }
  }

  private Safetensors.Contents read(FileChannel channel) throws IOException {
    byte[] json = readHeader(channel);
    SafetensorsHeader header = SafetensorsHeader.parse(json);
    long expected = Long.BYTES + json.length + header.dataBytes();
    if (channel.size() != expected) {
      throw new IllegalArgumentException(
          "it has " + channel.size() + " bytes where its header tells of " + expected);
    }
    Map<String, String> metadata = new TreeMap<>(header.metadata());
    String stated = metadata.remove(Safetensors.DIGEST_KEY);
    if (stated == null && digestRequired) {
      throw new IllegalArgumentException("it carries no digest, so Diffusion4J did not write it");
    }
    MessageDigest digest = Digests.newSha256();
    digest.update(SafetensorsWriter.lengthPrefix(json.length));
    digest.update(stated == null ? json : FileDigest.replaced(json, stated, FileDigest.BLANK));
    Map<String, Safetensors.Entry> tensors = new HashMap<>();
    for (TensorLocation tensor : header.tensors()) {
      Object values = readValues(channel, tensor, digest);
      tensors.put(tensor.name(), new Safetensors.Entry(tensor.type(), tensor.shape(), values));
    }
    if (stated != null && !stated.equals(Digests.hex(digest))) {
      throw new IllegalArgumentException("its content does not match its digest");
    }
    return new Safetensors.Contents(tensors, metadata);
  }

  private static byte[] readHeader(FileChannel channel) throws IOException {
    ByteBuffer prefix = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    fill(channel, prefix);
    long length = prefix.getLong(0);
    if (length < 0 || length > SafetensorsHeader.MAX_BYTES) {
      throw new IllegalArgumentException(
          "its header's length is given as %d bytes; 0 to %d are allowed"
              .formatted(length, SafetensorsHeader.MAX_BYTES));
    }
    if (length > channel.size() - Long.BYTES) {
      throw new IllegalArgumentException(
          "its header's length is given as %d bytes, but the file has %d"
              .formatted(length, channel.size()));
    }
    ByteBuffer header = ByteBuffer.allocate((int) length);
    fill(channel, header);
    return header.array();
  }

  private static Object readValues(FileChannel channel, TensorLocation tensor, MessageDigest digest)
      throws IOException {
    Safetensors.Type type = tensor.type();
    int elements = (int) TensorLocation.elements(tensor.shape());
    Object values = ArrayBytes.allocate(type, elements);
    int room = Math.min(elements, BUFFER_BYTES / type.bytes());
    ByteBuffer buffer = ByteBuffer.allocate(room * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < elements; ) {
      int count = Math.min(room, elements - start);
      fill(channel, buffer.clear().limit(count * type.bytes()));
      ArrayBytes.get(type, values, start, count, buffer.flip());
      digest.update(buffer);
      start += count;
    }
    return values;
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
  }

  private StoreException damaged(String why, Exception cause) {
    return new StoreException(
        "Cannot use "
            + file
            + ": "
            + why
            + ". It is damaged or not a safetensors file of this kind; use another copy of it.",
        cause);
  }
}
