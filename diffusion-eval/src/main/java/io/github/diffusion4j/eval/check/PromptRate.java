package io.github.diffusion4j.eval.check;

/**
 * What the hits among the pictures of one kind of prompt say.
 *
 * @param kind of the prompts
 * @param rate of copies among them
 */
public record PromptRate(PromptKind kind, RateVerdict rate) {

  /** Returns what was counted. */
  public PromptCount count() {
    return new PromptCount(kind, rate.bound().hits(), Math.toIntExact(rate.bound().samples()));
  }

  /** Returns the reason of the rate's verdict, and of which pictures it speaks. */
  String reason() {
    return (kind == PromptKind.TRAINING
            ? "drawn by captions or classes of the training pictures, "
            : "drawn by others or none, ")
        + rate.reason();
  }
}
