package io.github.diffusion4j.bench.compare;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.diffusion4j.bench.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * All that a comparison found, for a file.
 *
 * @param date when it began, in UTC
 * @param arguments of the command
 * @param commit of the code; "unknown" outside a Git repository
 * @param machine where it ran
 * @param rounds turns of each contender in each work
 * @param environments what was set for each contender
 * @param results one for each work
 */
record Report(
    String date,
    List<String> arguments,
    String commit,
    Machine machine,
    int rounds,
    Map<String, Map<String, String>> environments,
    List<Result> results) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** Writes it as JSON; folders on the way are made. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    MAPPER.writeValue(file.toFile(), this);
  }
}
