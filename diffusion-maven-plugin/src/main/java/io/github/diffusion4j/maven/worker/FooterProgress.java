package io.github.diffusion4j.maven.worker;

import java.io.PrintStream;

/** Progress for a terminal: one line at the bottom that is written over. */
public final class FooterProgress implements ProgressDisplay {

  /** A wrapped line could not be erased by a carriage return. */
  private static final int WIDTH = 79;

  private static final String ERASE = "\r\033[K";

  private final Console console;
  private final PrintStream terminal;
  private ProgressLine last;

  /**
   * Creates a display.
   *
   * @param console where notes go
   * @param terminal where the footer is drawn
   */
  public FooterProgress(Console console, PrintStream terminal) {
    this.console = console;
    this.terminal = terminal;
  }

  /**
   * Tells whether a footer can be drawn: somebody is there, on a terminal that understands it, and
   * no other module writes to it at the same time.
   *
   * @param interactive whether the build may talk to a person
   * @param terminal whether standard output is a terminal
   * @param term the environment variable TERM; null when not set
   * @param parallel whether modules are built in parallel
   */
  public static boolean isPossible(
      boolean interactive, boolean terminal, String term, boolean parallel) {
    return interactive && terminal && !"dumb".equals(term) && !parallel;
  }

  @Override
  public void show(ProgressLine line) {
    if (line.note()) {
      terminal.print(ERASE);
      terminal.flush();
      console.info(line.line());
    } else {
      last = line;
    }
    draw();
  }

  @Override
  public void finish() {
    if (last != null) {
      terminal.print(ERASE);
      terminal.flush();
      console.info(last.line());
      last = null;
    }
  }

  private void draw() {
    if (last != null) {
      String text = last.line();
      terminal.print(ERASE + (text.length() > WIDTH ? text.substring(0, WIDTH) : text));
      terminal.flush();
    }
  }
}
