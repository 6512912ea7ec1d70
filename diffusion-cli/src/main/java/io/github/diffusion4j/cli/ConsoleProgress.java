package io.github.diffusion4j.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows progress to a person: on a terminal a last line that changes, elsewhere (a log, a pipe) a
 * new line every few seconds and never a carriage return.
 */
final class ConsoleProgress implements Progress {
  private static final long FOOTER_INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter out;
  private final boolean footer;
  private final LongSupplier nanos;
  private long last;
  private int shown;

  ConsoleProgress(PrintWriter out, boolean footer, LongSupplier nanos) {
    this.out = out;
    this.footer = footer;
    this.nanos = nanos;
    this.last = nanos.getAsLong() - LINE_INTERVAL;
  }

  /** Returns the display that suits where this process runs. */
  static ConsoleProgress here(PrintWriter out) {
    boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    return new ConsoleProgress(out, terminal, System::nanoTime);
  }

  @Override
  public synchronized void step(String line, long done, long total) {
    long now = nanos.getAsLong();
    if (now - last < (footer ? FOOTER_INTERVAL : LINE_INTERVAL) && done < total) {
      return;
    }
    last = now;
    if (footer) {
      out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    } else {
      out.println(line);
    }
    out.flush();
  }

  @Override
  public synchronized void note(String line) {
    endFooter();
    out.println(line);
    out.flush();
  }

  @Override
  public synchronized void close() {
    endFooter();
    out.flush();
  }

  private void endFooter() {
    if (shown > 0) {
      out.println();
      shown = 0;
    }
  }
}
