package io.github.diffusion4j.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Works and answers as lines of JSON. */
public final class Wire {
  // Not diffusion-core's mapper: what depends on that cannot be in one JVM with LibTorch.
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Wire() {}

  /** Returns a work as one line. */
  public static String line(Work work) {
    return write(work);
  }

  /** Returns an answer as one line. */
  public static String line(Answer answer) {
    return write(answer);
  }

  /**
   * Reads a work.
   *
   * @throws IllegalArgumentException if the line is none
   */
  public static Work work(String line) {
    return read(line, Work.class);
  }

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException if the line is none
   */
  public static Answer answer(String line) {
    return read(line, Answer.class);
  }

  private static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of ours is no JSON: " + value, impossible);
    }
  }

  private static <T> T read(String line, Class<T> type) {
    try {
      return MAPPER.readValue(line, type);
    } catch (JsonProcessingException other) {
      throw new IllegalArgumentException(
          "expected JSON of a " + type.getSimpleName() + ", got '" + line + "'", other);
    }
  }
}
