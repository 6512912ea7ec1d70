package io.github.diffusion4j.maven.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress for logs: plain lines, few of them. */
public final class LineProgress implements ProgressDisplay {

  private final Console console;
  private final long interval;
  private final LongSupplier clock;
  private ProgressLine held;
  private long shownAt;
  private boolean shownAny;

  /**
   * Creates a display.
   *
   * @param console where lines go
   * @param interval least time between two lines that are no notes
   * @param clock time in nanoseconds, such as {@code System::nanoTime}
   */
  public LineProgress(Console console, Duration interval, LongSupplier clock) {
    this.console = console;
    this.interval = interval.toNanos();
    this.clock = clock;
  }

  @Override
  public void show(ProgressLine line) {
    if (line.note()) {
      console.info(line.line());
      return;
    }
    long now = clock.getAsLong();
    if (shownAny && now - shownAt < interval) {
      held = line;
      return;
    }
    console.info(line.line());
    shownAny = true;
    shownAt = now;
    held = null;
  }

  @Override
  public void finish() {
    if (held != null) {
      console.info(held.line());
      held = null;
    }
  }
}
