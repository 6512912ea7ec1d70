package io.github.diffusion4j.inspect;

import java.util.Objects;

/**
 * Something that whoever trains on a data set should know of it.
 *
 * @param severity how much it matters
 * @param topic a word or two, such as "copies"
 * @param text what was found, and what to do
 */
public record Finding(Severity severity, String topic, String text) {
  /** How much a finding matters; the gravest first. */
  public enum Severity {
    /** Nothing good comes of training on this. */
    STOP,
    /** Look at it before training. */
    LOOK,
    /** Good to know, and no fault. */
    NOTE
  }

  /** Checks that nothing is missing. */
  public Finding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(text, "text");
  }
}
