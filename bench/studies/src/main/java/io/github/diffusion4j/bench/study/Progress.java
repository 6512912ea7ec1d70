package io.github.diffusion4j.bench.study;

import java.io.PrintStream;
import java.util.Locale;

/** Says on a stream how far a study is, every few seconds at most. */
final class Progress {
  private static final long PAUSE = 5_000_000_000L;

  private final PrintStream out;
  private long last = System.nanoTime() - PAUSE;

  Progress(PrintStream out) {
    this.out = out;
  }

  /** Says a whole line, at once. */
  void say(String pattern, Object... values) {
    out.println(String.format(Locale.ROOT, pattern, values));
    last = System.nanoTime();
  }

  /** Says that so many of all are done, unless something was said just now. */
  void step(String what, int done, int all) {
    if (System.nanoTime() - last > PAUSE) {
      say("%s: %,d of %,d", what, done, all);
    }
  }
}
