package io.github.diffusion4j.data;

import io.github.diffusion4j.image.UnreadableImageException;

/**
 * A picture that was not read.
 *
 * @param name its path inside the folder or archive, control characters replaced
 * @param kind the fault in a word or two, such as "corrupt" or "too large"
 * @param reason the fault in one sentence
 */
public record Unreadable(String name, String kind, String reason) {
  /** What to do about pictures that cannot be read. */
  public enum Policy {
    /** Leave them out and list them. */
    SKIP,
    /** Refuse the data set. */
    FAIL
  }

  /** Makes the name printable: it may come from an archive of anybody's making. */
  public Unreadable {
    name = printable(name);
  }

  static Unreadable of(UnreadableImageException fault) {
    return new Unreadable(fault.name(), fault.kind().label(), fault.reason());
  }

  static String printable(String name) {
    return name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }

  @Override
  public String toString() {
    return name + ": " + kind + ": " + reason;
  }
}
