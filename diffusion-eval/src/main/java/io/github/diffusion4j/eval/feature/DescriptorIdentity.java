package io.github.diffusion4j.eval.feature;

import java.util.Objects;

/**
 * What made a row of features out of a picture. Two results can be compared only if all three are
 * the same: the same network on pictures of another size or resized by another filter gives other
 * distances.
 *
 * @param name such as {@code inception-v3} or {@code pixels}
 * @param weights the digest of its weights, or "" for a descriptor without
 * @param preprocessing what is done to a picture first, such as {@code 32x32 bicubic, [-1, 1]}
 */
public record DescriptorIdentity(String name, String weights, String preprocessing) {

  /**
   * Checks that there is a name.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public DescriptorIdentity {
    Objects.requireNonNull(weights, "weights");
    Objects.requireNonNull(preprocessing, "preprocessing");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a descriptor has a name; this one is blank");
    }
  }

  /** A descriptor without weights. */
  public static DescriptorIdentity of(String name, String preprocessing) {
    return new DescriptorIdentity(name, "", preprocessing);
  }

  /**
   * Refuses another descriptor's results.
   *
   * @throws EvaluationException if the other differs in anything
   */
  public void requireSame(DescriptorIdentity other) {
    if (!equals(other)) {
      throw new EvaluationException(
          "features of "
              + this
              + " cannot be compared with features of "
              + other
              + "; describe both sets of pictures with one descriptor");
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    if (!weights.isEmpty()) {
      text.append(", weights ").append(weights);
    }
    if (!preprocessing.isEmpty()) {
      text.append(", on ").append(preprocessing);
    }
    return text.toString();
  }
}
