package io.github.diffusion4j.cli;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import java.io.PrintWriter;
import java.util.List;

/**
 * What a command needs of the process it runs in.
 *
 * @param out where results are printed
 * @param progress where the state of the work is told
 * @param interruption what may stop the work
 * @param memory what is said when the memory did not suffice
 */
record Session(PrintWriter out, Progress progress, Interruption interruption, Memory memory) {
  /** Remembers what the work in hand needs, for the case that it is too much. */
  static final class Memory {
    private String advice =
        "Give the process more memory (-Xmx, or maxHeap in the Maven plugin), or lower --batch-size.";

    /** Says what the work from now on needs, and what would need less. */
    void advise(String newAdvice) {
      advice = newAdvice;
    }

    String advice() {
      return advice;
    }
  }

  /** Shows the same in several places, as a terminal may show it. */
  record Several(List<Progress> places) implements Progress {
    @Override
    public void step(String line, long done, long total) {
      String shown = Printable.of(line);
      places.forEach(place -> place.step(shown, done, total));
    }

    @Override
    public void note(String line) {
      String shown = Printable.of(line);
      places.forEach(place -> place.note(shown));
    }

    @Override
    public void close() {
      places.forEach(Progress::close);
    }
  }

  /**
   * Opens an engine, and says so if it is a slow one.
   *
   * @throws UserError if it is not on the classpath, or this machine does not have what it is to
   *     compute on
   */
  Engine openEngine(EngineSpec spec) {
    try {
      Engine engine = Engine.open(spec);
      // The engine warns in the log as well, but the command line has no log.
      if (engine.name().startsWith("nd4j") && !engine.name().contains("onednn")) {
        progress.note(
            "Warning: ND4J runs without oneDNN, so convolutions are about ten times slower; put a"
                + " ...-onednn native on the classpath and set"
                + " -Dorg.bytedeco.javacpp.platform.extension=-onednn");
      }
      return engine;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new UserError(e.getMessage(), e);
    }
  }
}
