package io.github.diffusion4j.tensor.torch;

import java.util.List;

/** Turns what LibTorch throws into what this engine throws. */
final class Failures {
  /** What LibTorch, its allocators and C++ say when there is no memory left. */
  private static final List<String> NO_MEMORY =
      List.of("not enough memory", "can't allocate memory", "out of memory", "bad_alloc");

  private static final String USED_UP = "backward through the graph a second time";
  private static final String CHANGED = "modified by an inplace operation";

  private Failures() {}

  /**
   * Returns what to throw for an exception that came out of native code; others stay as they are.
   *
   * @throws OutOfMemoryError if that is what happened
   */
  static RuntimeException explained(RuntimeException failure) {
    if (failure.getClass() != RuntimeException.class || failure.getMessage() == null) {
      return failure;
    }
    String message = failure.getMessage();
    if (NO_MEMORY.stream().anyMatch(message::contains)) {
      OutOfMemoryError full = new OutOfMemoryError("LibTorch: " + sentence(message));
      full.initCause(failure);
      throw full;
    }
    if (message.contains(USED_UP)) {
      return new IllegalArgumentException(
          "gradients: the loss was not recorded as a whole: another call of gradients used up a"
              + " part of its tape; add the losses up and ask once",
          failure);
    }
    if (message.contains(CHANGED)) {
      return new IllegalStateException(
          "gradients: a tensor that the loss was computed from was assigned to since; ask for the"
              + " gradients first",
          failure);
    }
    return new IllegalStateException("LibTorch: " + sentence(message), failure);
  }

  /** Returns what is said before the list of C++ frames, on one line. */
  static String sentence(String message) {
    int frames = message.indexOf("Exception raised from");
    String said = frames < 0 ? message : message.substring(0, frames);
    return said.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
