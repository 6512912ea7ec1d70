package io.github.diffusion4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the process that started this one wants to hear of it. Taken from the arguments before all
 * others are read, so that a wrong one among those is reported in the result file too.
 *
 * @param result file that the outcome is written to; null for none
 * @param nonce that the result file repeats; empty for none
 * @param progress file that lines are appended to; null for none
 * @param parent process whose end stops this one; null for none
 * @param lock file that is locked while working; null for none
 */
record WorkerOptions(Path result, String nonce, Path progress, Long parent, Path lock) {
  private static final String PREFIX = "--worker-";
  private static final Set<String> NAMES = Set.of("result", "nonce", "progress", "parent", "lock");

  /** The options, and the arguments that are none of them. */
  record Taken(WorkerOptions options, List<String> rest) {}

  /**
   * Takes the worker's options out of arguments.
   *
   * @throws UserError if one is unknown, has no value, or the parent is no number
   */
  static Taken take(String... arguments) {
    Map<String, String> values = new HashMap<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (!argument.startsWith(PREFIX)) {
        rest.add(argument);
        continue;
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(PREFIX.length(), equals < 0 ? argument.length() : equals);
      if (!NAMES.contains(name)) {
        throw new UserError("unknown option " + PREFIX + name);
      }
      if (equals < 0 && i + 1 == arguments.length) {
        throw new UserError("option " + argument + " needs a value");
      }
      values.put(name, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
    }
    return new Taken(of(values), rest);
  }

  private static WorkerOptions of(Map<String, String> values) {
    return new WorkerOptions(
        path(values.get("result")),
        values.getOrDefault("nonce", ""),
        path(values.get("progress")),
        parent(values.get("parent")),
        path(values.get("lock")));
  }

  private static Path path(String value) {
    return value == null ? null : Path.of(value);
  }

  private static Long parent(String value) {
    try {
      return value == null ? null : Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw new UserError(PREFIX + "parent is '" + value + "'; expected a process id", e);
    }
  }
}
