package io.github.diffusion4j.eval.junit;

/** What becomes of a test whose verdict is INCONCLUSIVE. */
public enum WhenInconclusive {
  /** It fails: what was to be shown was not shown. */
  FAIL,
  /** It is aborted, which most reports call skipped. */
  ABORT
}
