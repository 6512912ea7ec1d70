package io.github.diffusion4j.tensor.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/** Calls into LibTorch: each leaves nothing behind but what it returns. */
final class Native {
  private Native() {}

  /**
   * Runs a computation and lets go of every handle it made but the result's, which the caller has
   * to {@link #free}. What was recorded for gradients keeps what it needs without handles.
   *
   * @param recording whether LibTorch's tape runs along
   */
  static Tensor one(boolean recording, Supplier<Tensor> work) {
    return run(recording, () -> kept(work.get()));
  }

  /** Runs something off the tape; handles live on only if they are {@link #kept}. */
  static <T> T run(Supplier<T> work) {
    return run(false, work);
  }

  /** Runs something off the tape of which nothing stays. */
  static void run(Runnable work) {
    run(
        false,
        () -> {
          work.run();
          return null;
        });
  }

  private static <T> T run(boolean recording, Supplier<T> work) {
    // The mode belongs to the thread, which may be in the middle of other work with LibTorch.
    boolean before = GradMode.is_enabled();
    try (PointerScope temporaries = new PointerScope()) {
      GradMode.set_enabled(recording);
      return work.get();
    } catch (RuntimeException failure) {
      throw Failures.explained(failure);
    } finally {
      GradMode.set_enabled(before);
    }
  }

  /** Saves a handle from the end of the computation it was made in. */
  static <P extends Pointer> P kept(P handle) {
    handle.retainReference();
    return handle;
  }

  /** Gives a kept handle back. */
  static void free(Tensor handle) {
    handle.deallocate();
  }
}
