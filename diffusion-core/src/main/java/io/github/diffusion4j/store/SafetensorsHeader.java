package io.github.diffusion4j.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of a safetensors file: where each array lies, in the order of their bytes, and the
 * metadata. Arrays follow each other without gaps from byte 0 of the data section.
 */
record SafetensorsHeader(List<TensorLocation> tensors, Map<String, String> metadata) {
  static final int MAX_BYTES = 100_000_000;
  static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  // The deepest value is a size: header object, tensor object, shape array.
                  .maxNestingDepth(3)
                  .maxStringLength(MAX_BYTES)
                  .maxNameLength(TensorLocation.MAX_NAME)
                  .build())
          .build();

  SafetensorsHeader {
    tensors =
        tensors.stream()
            .sorted(
                Comparator.comparingLong(TensorLocation::begin)
                    .thenComparingLong(TensorLocation::end))
            .toList();
    long position = 0;
    for (TensorLocation tensor : tensors) {
      if (tensor.begin() != position) {
        throw new IllegalArgumentException(
            "tensor '%s' starts at byte %d, where %d is next: arrays overlap or leave a gap"
                .formatted(tensor.name(), tensor.begin(), position));
      }
      position = tensor.end();
    }
  }

  /** Returns the size of the data section. */
  long dataBytes() {
    return tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
  }

  /** Lays the arrays out: larger elements first, so that each is aligned; then by name. */
  static SafetensorsHeader of(
      TreeMap<String, Safetensors.Entry> entries, Map<String, String> metadata) {
    List<String> names = new ArrayList<>(entries.keySet());
    names.sort(Comparator.comparingInt(name -> -entries.get(name).type().bytes()));
    List<TensorLocation> tensors = new ArrayList<>();
    long position = 0;
    for (String name : names) {
      if (name.equals(METADATA)) {
        throw new IllegalArgumentException("the name " + METADATA + " is reserved");
      }
      Safetensors.Entry entry = entries.get(name);
      int[] shape = entry.shape();
      long end = position + TensorLocation.elements(shape) * entry.type().bytes();
      tensors.add(new TensorLocation(name, entry.type(), shape, position, end));
      position = end;
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  /** Returns the header as JSON in UTF-8, padded with spaces to a multiple of 8 bytes. */
  byte[] encoded() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart(METADATA);
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        requireText(entry.getKey(), TensorLocation.MAX_NAME);
        requireText(entry.getValue(), MAX_BYTES);
        out.writeStringField(entry.getKey(), entry.getValue());
      }
      out.writeEndObject();
      for (TensorLocation tensor : tensors) {
        requireText(tensor.name(), TensorLocation.MAX_NAME);
        out.writeObjectFieldStart(tensor.name());
        out.writeStringField("dtype", tensor.type().name());
        out.writeFieldName("shape");
        out.writeArray(tensor.shape(), 0, tensor.shape().length);
        out.writeFieldName("data_offsets");
        out.writeArray(new long[] {tensor.begin(), tensor.end()}, 0, 2);
        out.writeEndObject();
      }
      out.writeEndObject();
    }
    while (bytes.size() % ALIGNMENT != 0) {
      bytes.write(' ');
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a header of " + bytes.size() + " bytes; at most " + MAX_BYTES + " are allowed");
    }
    return bytes.toByteArray();
  }

  private static void requireText(String text, int maximum) {
    // A lone surrogate is a Java string, but no text: it would be written as something else.
    if (text == null
        || text.length() > maximum
        || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "'%.50s' is not text of at most %d characters".formatted(text, maximum));
    }
  }

  /**
   * Reads a header.
   *
   * @throws IOException if it is not JSON
   * @throws IllegalArgumentException if it is JSON of another form
   */
  static SafetensorsHeader parse(byte[] json) throws IOException {
    // Jackson would guess UTF-16 from the first bytes; the format allows UTF-8 only.
    if (json.length < 2 || json[0] != '{' || json[1] == 0) {
      throw new IllegalArgumentException("the header does not begin with '{'");
    }
    List<TensorLocation> tensors = new ArrayList<>();
    Map<String, String> metadata = new TreeMap<>();
    try (JsonParser in = JSON.createParser(json)) {
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        if (name.equals(METADATA)) {
          readMetadata(in, metadata);
        } else {
          tensors.add(readTensor(in, name));
        }
      }
      require(in, JsonToken.END_OBJECT, "the header");
      if (in.nextToken() != null) {
        throw new IllegalArgumentException("the header goes on after its end");
      }
    }
    return new SafetensorsHeader(tensors, metadata);
  }

  private static void readMetadata(JsonParser in, Map<String, String> metadata) throws IOException {
    require(in, JsonToken.START_OBJECT, METADATA);
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      in.nextToken();
      require(in, JsonToken.VALUE_STRING, "metadata '" + key + "'");
      metadata.put(key, in.getText());
    }
    require(in, JsonToken.END_OBJECT, METADATA);
  }

  private static TensorLocation readTensor(JsonParser in, String name) throws IOException {
    String tensor = "tensor '" + name + "'";
    require(in, JsonToken.START_OBJECT, tensor);
    Safetensors.Type type = null;
    long[] shape = null;
    long[] offsets = null;
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      in.nextToken();
      switch (key) {
        case "dtype" -> type = readType(in, tensor);
        case "shape" -> shape = readNumbers(in, tensor + " shape", TensorLocation.MAX_RANK);
        case "data_offsets" -> offsets = readNumbers(in, tensor + " data_offsets", 2);
        default ->
            throw new IllegalArgumentException(tensor + " has the unknown key '" + key + "'");
      }
    }
    require(in, JsonToken.END_OBJECT, tensor);
    if (type == null || shape == null || offsets == null || offsets.length != 2) {
      throw new IllegalArgumentException(
          tensor + " lacks its dtype, its shape or its two data_offsets");
    }
    int[] sizes = Arrays.stream(shape).mapToInt(size -> toInt(size, tensor)).toArray();
    return new TensorLocation(name, type, sizes, offsets[0], offsets[1]);
  }

  private static Safetensors.Type readType(JsonParser in, String tensor) throws IOException {
    require(in, JsonToken.VALUE_STRING, tensor + " dtype");
    String name = in.getText();
    for (Safetensors.Type type : Safetensors.Type.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "%s has the dtype '%s'; %s can be read"
            .formatted(tensor, name, Arrays.toString(Safetensors.Type.values())));
  }

  private static long[] readNumbers(JsonParser in, String what, int limit) throws IOException {
    require(in, JsonToken.START_ARRAY, what);
    long[] numbers = new long[limit];
    int count = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      require(in, JsonToken.VALUE_NUMBER_INT, what);
      if (count == limit) {
        throw new IllegalArgumentException(what + " has more than " + limit + " numbers");
      }
      numbers[count++] = in.getLongValue();
    }
    return Arrays.copyOf(numbers, count);
  }

  private static int toInt(long size, String tensor) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(tensor + " has the size " + size + " in its shape");
    }
    return (int) size;
  }

  private static void require(JsonParser in, JsonToken wanted, String what) {
    if (in.currentToken() != wanted) {
      throw new IllegalArgumentException(
          "%s: expected %s, found %s".formatted(what, wanted, in.currentToken()));
    }
  }
}
