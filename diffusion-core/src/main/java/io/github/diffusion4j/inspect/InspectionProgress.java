package io.github.diffusion4j.inspect;

/** Hears how far an inspection is; called by many threads. */
public interface InspectionProgress {
  /** Hears nothing. */
  InspectionProgress NONE = (what, done, total) -> {};

  /**
   * Hears of progress. What it throws ends the inspection.
   *
   * @param what is being done, such as "pictures read"
   * @param done how many of them
   * @param total how many there are
   */
  void step(String what, long done, long total);
}
