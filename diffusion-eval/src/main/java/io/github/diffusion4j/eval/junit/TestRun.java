package io.github.diffusion4j.eval.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.opentest4j.AssertionFailedError;

/** A test that runs on this thread. */
final class TestRun {
  private static final ThreadLocal<TestRun> CURRENT = new ThreadLocal<>();

  private final DiffusionEvaluation settings;
  private final Evaluations evaluations;
  private final Evidence evidence;
  private final List<Question> open = new ArrayList<>();

  TestRun(DiffusionEvaluation settings, Evaluations evaluations, Evidence evidence) {
    this.settings = settings;
    this.evaluations = evaluations;
    this.evidence = evidence;
  }

  /**
   * Returns the test that runs on this thread.
   *
   * @throws ExtensionConfigurationException if none does that the extension knows
   */
  static TestRun current() {
    TestRun run = CURRENT.get();
    if (run == null) {
      throw new ExtensionConfigurationException(
          "pictures are asserted on outside of a test of a class with @DiffusionEvaluation; add the"
              + " annotation, and assert in a test method and on the test's own thread");
    }
    return run;
  }

  /** A test's code. */
  interface Body {
    void run() throws Throwable;
  }

  /** Something that a test asks. What it forgets to end would pass, so {@link #during} fails it. */
  final class Question {
    private final String text;

    private Question(String text) {
      this.text = text;
      open.add(this);
    }

    void answered() {
      open.remove(this);
    }
  }

  Question ask(String text) {
    return new Question(text);
  }

  /** Runs a test. */
  void during(Body body) throws Throwable {
    TestRun outer = CURRENT.get();
    CURRENT.set(this);
    try {
      body.run();
    } finally {
      CURRENT.set(outer);
    }
    if (!open.isEmpty()) {
      throw new AssertionFailedError(
          "nothing was judged by "
              + String.join(" and ", open.stream().map(question -> question.text).toList())
              + "; end replicationRate().isAtMost(...) with withConfidence(0.95), and quality(...)"
              + " with isAtMost(...) or isAtLeast(...)");
    }
  }

  DiffusionEvaluation settings() {
    return settings;
  }

  Evaluations evaluations() {
    return evaluations;
  }

  Path keep(Evaluations.Evaluated evaluated) {
    return evidence.keep(evaluated);
  }
}
