package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/** What all samplers share: walking down the levels, memory, and the observer. */
final class SamplingLoop {
  private SamplingLoop() {}

  /** How a sampler gets from one level to the next. */
  @FunctionalInterface
  interface Move {
    /** Moves the state x from level {@code from} to level {@code to}, {@code 0 <= to < from}. */
    Moved move(Tensor x, double from, double to);
  }

  /** The state at the next level, and the estimate of the pictures that led there. */
  record Moved(Tensor next, Tensor denoised) {}

  @SuppressWarnings("try") // a scope works by being open
  static Tensor run(double[] sigmas, Tensor start, SamplingObserver observer, Move move) {
    check(sigmas);
    Engine engine = start.engine();
    // One tensor holds the state throughout: a new one per step would pile up in the caller's
    // scope.
    Tensor state = engine.full(0, start.shape(), start.type());
    engine.assign(state, start);
    int steps = sigmas.length - 1;
    for (int i = 0; i < steps; i++) {
      try (Scope step = engine.inference()) {
        Moved moved = move.move(state, sigmas[i], sigmas[i + 1]);
        observer.onStep(new SamplingStep(i, steps, sigmas[i], state, moved.denoised()));
        engine.assign(state, moved.next());
      }
    }
    return state;
  }

  /** Returns {@code denoised + share * (x - denoised)}: only a share of the noise is left. */
  static Tensor keepNoise(double share, Tensor x, Tensor denoised) {
    return x.multiply(share).add(denoised.multiply(1 - share));
  }

  /** Returns x with new noise on it, or x itself if the deviation is 0. */
  static Tensor addNoise(Tensor x, double deviation, NoiseStreams noise) {
    return deviation == 0
        ? x
        : x.add(noise.next(x.engine(), x.shape(), x.type()).multiply(deviation));
  }

  private static void check(double[] sigmas) {
    boolean fits = sigmas.length >= 2 && sigmas[0] < Double.POSITIVE_INFINITY;
    for (int i = 1; fits && i < sigmas.length; i++) {
      fits = sigmas[i] >= 0 && sigmas[i] < sigmas[i - 1];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the noise levels are "
              + Arrays.toString(sigmas)
              + "; give two or more finite numbers that strictly decrease to 0 or above");
    }
  }
}
