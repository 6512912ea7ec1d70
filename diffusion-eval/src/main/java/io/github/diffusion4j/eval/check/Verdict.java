package io.github.diffusion4j.eval.check;

/** What a run of the check says. */
public enum Verdict {
  /** The rate of copies is at most the limit, with the confidence asked for. */
  PASS,
  /** The rate of copies is above the limit, with the confidence asked for. */
  FAIL,
  /** Neither could be shown; the reasons say why, and what would settle it. */
  INCONCLUSIVE;

  /** Returns the worse of two: FAIL before INCONCLUSIVE, and that before PASS. */
  Verdict orWorse(Verdict other) {
    return this == FAIL || other == PASS ? this : other;
  }
}
