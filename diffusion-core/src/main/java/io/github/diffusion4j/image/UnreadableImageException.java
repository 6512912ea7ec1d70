package io.github.diffusion4j.image;

import java.util.Objects;

/** Says that a file is no picture we can read: which file, what kind of fault, and why. */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1;

  /** What is wrong with a file. */
  public enum Kind {
    /** The file has no bytes. */
    EMPTY("empty"),
    /** The file does not begin like any picture format known here. */
    NOT_A_PICTURE("not a picture"),
    /** The file is a picture of a format, or a variant of one, that is not read. */
    UNSUPPORTED("unsupported"),
    /** The file declares more pixels than allowed, or than the memory can hold. */
    TOO_LARGE("too large"),
    /** Reading the file took longer than allowed. */
    TOO_SLOW("too slow"),
    /** The file is broken or cut off. */
    CORRUPT("corrupt");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Returns the kind in words, for a list or a message. */
    public String label() {
      return label;
    }
  }

  private final String name;
  private final Kind kind;
  private final String reason;

  /** Makes one for the picture of that name. */
  public UnreadableImageException(String name, Kind kind, String reason) {
    this(name, kind, reason, null);
  }

  UnreadableImageException(String name, Kind kind, String reason, Throwable cause) {
    super(name + ": " + kind.label() + ": " + reason, cause);
    this.name = Objects.requireNonNull(name, "name");
    this.kind = kind;
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns the name the picture was read under. */
  public String name() {
    return name;
  }

  /** Returns the kind of fault. */
  public Kind kind() {
    return kind;
  }

  /** Returns the fault in one sentence without the name. */
  public String reason() {
    return reason;
  }
}
