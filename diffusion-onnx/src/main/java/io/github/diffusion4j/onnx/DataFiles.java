package io.github.diffusion4j.onnx;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files in which a model says that its weights are, wherever in it a tensor can be (onnx.proto,
 * {@code TensorProto.external_data}). ONNX Runtime would read any file that is named; the digest of
 * the model does not cover them.
 *
 * @param model the file
 * @param names as the model has them
 */
record DataFiles(Path model, Set<String> names) {
  /** That of protocol buffers themselves. */
  private static final int DEEPEST = 100;

  /** A file of ONNX Runtime's own format has this after its first four bytes. */
  private static final int RUNTIMES_OWN = 0x4F52544D;

  /** The messages on the way to tensors, and in which of their fields the next ones are. */
  private enum Message {
    MODEL,
    TRAINING,
    FUNCTION,
    GRAPH,
    NODE,
    ATTRIBUTE,
    SPARSE_TENSOR,
    TENSOR,
    ENTRY;

    private Map<Integer, Message> fields() {
      return switch (this) {
        case MODEL -> Map.of(7, GRAPH, 20, TRAINING, 25, FUNCTION);
        case TRAINING -> Map.of(1, GRAPH, 2, GRAPH);
        case FUNCTION -> Map.of(7, NODE, 11, ATTRIBUTE);
        case GRAPH -> Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR);
        case NODE -> Map.of(5, ATTRIBUTE);
        case ATTRIBUTE ->
            Map.of(
                5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR);
        case SPARSE_TENSOR -> Map.of(1, TENSOR, 2, TENSOR);
        case TENSOR -> Map.of(13, ENTRY);
        case ENTRY -> Map.of();
      };
    }
  }

  /**
   * Walks through a model.
   *
   * @throws StoreException if it is no model, or cannot be read
   */
  static DataFiles of(Path model) {
    DataFiles files = new DataFiles(model, new TreeSet<>());
    try (FileChannel channel = FileChannel.open(model)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw files.broken("it has more than 2 GB, the most that a model may have");
      }
      files.walk(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      return files;
    } catch (BufferUnderflowException | IllegalArgumentException cut) {
      throw files.broken("a length in it is wrong");
    } catch (IOException failure) {
      throw new StoreException(
          "Cannot read %s (%s).".formatted(model, failure.getClass().getSimpleName()), failure);
    }
  }

  private void walk(ByteBuffer bytes) {
    if (bytes.limit() >= 8 && bytes.getInt(4) == RUNTIMES_OWN) {
      throw broken("it is in ONNX Runtime's own format; export it to ONNX");
    }
    if (!walk(bytes, Message.MODEL, 0)) {
      throw broken("it has no graph");
    }
  }

  /** Returns whether a message of a known field was in it. */
  private boolean walk(ByteBuffer message, Message type, int depth) {
    if (depth > DEEPEST) {
      throw broken("its graphs are nested more than " + DEEPEST + " messages deep");
    }
    boolean found = false;
    String[] entry = new String[3];
    while (message.hasRemaining()) {
      long key = varint(message);
      int field = (int) (key >>> 3);
      switch ((int) (key & 7)) {
        case 0 -> varint(message);
        case 1 -> message.getLong();
        case 5 -> message.getInt();
        case 2 -> {
          ByteBuffer part = part(message);
          Message inner = type.fields().get(field);
          if (inner != null) {
            found = true;
            walk(part, inner, depth + 1);
          } else if (type == Message.ENTRY && (field == 1 || field == 2)) {
            entry[field] = StandardCharsets.UTF_8.decode(part).toString();
          }
        }
        default -> throw broken("it has a field of an unknown kind");
      }
    }
    if ("location".equals(entry[1])) {
      names.add(entry[2] == null ? "" : entry[2]);
    }
    return found;
  }

  private ByteBuffer part(ByteBuffer message) {
    long length = varint(message);
    if (length < 0 || length > message.remaining()) {
      throw broken("a length in it is wrong");
    }
    ByteBuffer part = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return part;
  }

  private long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      byte next = message.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw broken("a number in it has no end");
  }

  private StoreException broken(String why) {
    return new StoreException(
        model + " is no model in ONNX: " + why + ". Export it again, or use another copy.");
  }

  /**
   * Refuses a model that keeps weights in files whose digests are not in the contract, which has
   * names of files in the model's own folder only.
   *
   * @throws EvaluationException if it does
   */
  void requireNamedBy(PreprocessingContract contract) {
    for (String name : names) {
      if (!contract.dataFiles().containsKey(name)) {
        throw new EvaluationException(
            "%s keeps weights in the file '%s', and data-files of its contract has %s. If it is to, put that file beside the model and its name and SHA-256 into the contract, or export the model to one file"
                .formatted(model, printable(name), contract.dataFiles().keySet()));
      }
    }
  }

  private static String printable(String name) {
    String text = name.replaceAll("\\p{Cntrl}", "?");
    return text.length() > 120 ? text.substring(0, 120) + "..." : text;
  }
}
