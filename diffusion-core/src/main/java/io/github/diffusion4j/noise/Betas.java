package io.github.diffusion4j.noise;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The formulas of the named schedules. */
final class Betas {
  private static final int MAX_STEPS = 100_000;
  private static final double CAP = 0.999;
  private static final double COSINE_OFFSET = 0.008;

  private Betas() {}

  static double[] linear(int steps, double first, double last) {
    return linear("linear", steps, first, last);
  }

  private static double[] linear(String name, int steps, double first, double last) {
    checkSteps(name, steps, 1);
    checkEnds(name, first, last);
    return IntStream.range(0, steps)
        .mapToDouble(t -> steps == 1 ? first : first + (double) t / (steps - 1) * (last - first))
        .toArray();
  }

  static double[] scaledLinear(int steps, double first, double last) {
    checkEnds("scaled-linear", first, last);
    double[] roots = linear("scaled-linear", steps, Math.sqrt(first), Math.sqrt(last));
    return Arrays.stream(roots).map(root -> root * root).toArray();
  }

  static double[] cosine(int steps) {
    checkSteps("cosine", steps, 1);
    return ofAlphaBar(
        steps,
        u -> {
          double cosine = Math.cos((u + COSINE_OFFSET) / (1 + COSINE_OFFSET) * Math.PI / 2);
          return cosine * cosine;
        });
  }

  static double[] sigmoid(int steps, double start, double end, double temperature) {
    checkSteps("sigmoid", steps, 1);
    Levels.requirePositive("temperature", temperature);
    if (!(start < end && Double.isFinite(start) && Double.isFinite(end))) {
      throw new IllegalArgumentException(
          "the sigmoid schedule goes from "
              + start
              + " to "
              + end
              + "; it goes from a number to a larger one, such as -3 to 3");
    }
    double low = logistic(start / temperature);
    double high = logistic(end / temperature);
    return ofAlphaBar(
        steps, u -> (high - logistic((start + u * (end - start)) / temperature)) / (high - low));
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double[] constant(int steps, double beta) {
    return linear("constant", steps, beta, beta);
  }

  static double[] jsd(int steps) {
    checkSteps("jsd", steps, 2);
    return IntStream.range(0, steps).mapToDouble(t -> 1.0 / (steps - t)).toArray();
  }

  static double[] warmup(int steps, double first, double last, double share) {
    double[] result = linear("warm-up", steps, last, last);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the warm-up takes a share of " + share + " of the steps; it is above 0 and at most 1");
    }
    int rising = (int) (steps * share);
    if (rising > 0) {
      System.arraycopy(linear("warm-up", rising, first, last), 0, result, 0, rising);
    }
    return result;
  }

  /** Takes betas from what is left of the picture at a share of the way, capped at 0.999. */
  private static double[] ofAlphaBar(int steps, DoubleUnaryOperator alphaBar) {
    return IntStream.range(0, steps)
        .mapToDouble(
            t -> {
              double before = alphaBar.applyAsDouble((double) t / steps);
              double after = alphaBar.applyAsDouble((t + 1.0) / steps);
              return Math.min(1 - after / before, CAP);
            })
        .toArray();
  }

  static void checkSteps(String name, int steps, int least) {
    if (steps < least || steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " schedule has "
              + steps
              + " steps; it takes "
              + least
              + " to "
              + MAX_STEPS);
    }
  }

  private static void checkEnds(String name, double first, double last) {
    if (!(first > 0 && first < 1 && last > 0 && last < 1)) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " schedule has betas from "
              + first
              + " to "
              + last
              + "; each lies between 0 and 1, exclusive");
    }
  }
}
