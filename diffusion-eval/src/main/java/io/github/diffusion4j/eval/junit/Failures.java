package io.github.diffusion4j.eval.junit;

import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/** What becomes of pictures that do not pass. */
interface Failures {
  void failed(AssertionFailedError failure);

  /** Takes an aborted test, or pictures that nothing can be said of. */
  void noVerdict(RuntimeException reason);

  /** Ends the test with the first. */
  static Failures thrown() {
    return new Failures() {
      @Override
      public void failed(AssertionFailedError failure) {
        throw failure;
      }

      @Override
      public void noVerdict(RuntimeException reason) {
        throw reason;
      }
    };
  }

  /** Collects them. */
  final class Collected implements Failures {
    private final List<Throwable> all = new ArrayList<>();

    @Override
    public void failed(AssertionFailedError failure) {
      all.add(failure);
    }

    @Override
    public void noVerdict(RuntimeException reason) {
      all.add(reason);
    }

    /** Ends the test if there was one; only if none failed, as aborted. */
    void raise() {
      List<Throwable> failed =
          all.stream().filter(each -> !(each instanceof TestAbortedException)).toList();
      if (all.size() == 1 || failed.isEmpty() && !all.isEmpty()) {
        rethrow(all.get(0));
      }
      if (!failed.isEmpty()) {
        throw new MultipleFailuresError("generated pictures", all);
      }
    }

    private static void rethrow(Throwable only) {
      if (only instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) only;
    }
  }
}
