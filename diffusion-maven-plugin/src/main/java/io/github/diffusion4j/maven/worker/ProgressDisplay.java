package io.github.diffusion4j.maven.worker;

/** Shows a worker's progress while it runs. */
public interface ProgressDisplay {

  /** Shows a line now, later or never, as the display sees fit; notes always. */
  void show(ProgressLine line);

  /** Ends the display; the last progress line is shown if it was not yet. */
  void finish();
}
