package io.github.diffusion4j.cli;

/** What a subcommand does once its options are read. */
interface Action {
  /** Does it; a failure is an exception that {@link Failures} explains. */
  Outcome run(Session session);
}
