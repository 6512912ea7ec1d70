package io.github.diffusion4j.recipe;

/** What of a measured number has to be within the limits. */
public enum GateBy {
  /** Its whole interval: what may be chance does not pass. */
  INTERVAL,
  /** The number itself, however uncertain. */
  ESTIMATE
}
