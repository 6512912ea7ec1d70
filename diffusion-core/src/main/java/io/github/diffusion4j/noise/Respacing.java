package io.github.diffusion4j.noise;

import java.util.stream.IntStream;

/**
 * Which steps of a {@link NoiseSchedule} a short run visits, in increasing order. The rules differ
 * in whether they reach the last step, and published results depend on which was used.
 */
public final class Respacing {
  private Respacing() {}

  /**
   * Returns every {@code floor(T / count)}-th step from 0 on: the rule of DDIM. It never reaches
   * the last step unless it takes all.
   *
   * @throws IllegalArgumentException if count is not 1 to T
   */
  public static int[] leading(int steps, int count) {
    check(steps, count);
    int stride = steps / count;
    return IntStream.range(0, count).map(i -> i * stride).toArray();
  }

  /**
   * Returns {@code round(T - i T / count) - 1}: evenly spaced back from the last step.
   *
   * @throws IllegalArgumentException if count is not 1 to T
   */
  public static int[] trailing(int steps, int count) {
    check(steps, count);
    return IntStream.range(0, count)
        .map(i -> (int) Math.rint((i + 1) * ((double) steps / count)) - 1)
        .toArray();
  }

  /**
   * Returns {@code round(i (T - 1) / count)} for {@code i = 1 .. count}, halves to the even number:
   * the rule of DPM-Solver. It takes the last step and leaves the first out.
   *
   * @throws IllegalArgumentException if count is not 1 to T - 1
   */
  public static int[] linspace(int steps, int count) {
    check(steps - 1, count);
    return IntStream.rangeClosed(1, count)
        .map(i -> (int) Math.rint(i * ((steps - 1.0) / count)))
        .toArray();
  }

  /**
   * Returns the whole part of {@code (i / (count - 1))^2 0.8 T} for {@code i = 0 .. count - 1}: the
   * quadratic rule of DDIM, with most steps where there is little noise.
   *
   * @throws IllegalArgumentException if count is not 1 to T, or two steps would be one
   */
  public static int[] quadratic(int steps, int count) {
    check(steps, count);
    double end = Math.sqrt(0.8 * steps);
    int[] result = new int[count];
    for (int i = 1; i < count; i++) {
      double root = i * (end / (count - 1));
      result[i] = (int) (root * root);
      if (result[i] == result[i - 1]) {
        throw new IllegalArgumentException(
            "the quadratic rule meets step "
                + result[i]
                + " of "
                + steps
                + " twice if it takes "
                + count
                + "; take fewer, or another rule");
      }
    }
    return result;
  }

  /**
   * Returns the steps of latent consistency models (Luo et al. 2023): of the trailing steps that
   * the model was distilled on, every one at a whole part of {@code i grid / count} from the end.
   *
   * @param grid how many steps it was distilled on, 50 as a rule
   * @throws IllegalArgumentException if grid is not 1 to T, or count not 1 to grid
   */
  public static int[] distilled(int steps, int grid, int count) {
    check(steps, grid);
    check(grid, count);
    int stride = steps / grid;
    return IntStream.range(0, count)
        .map(i -> grid - (int) Math.floor((count - 1 - i) * ((double) grid / count)))
        .map(place -> place * stride - 1)
        .toArray();
  }

  /**
   * Splits the steps into sections of equal length (the first ones longer by one where they do not
   * divide) and spaces a count of steps evenly over each, both ends included (Nichol and Dhariwal
   * 2021). One section spaces evenly over all steps.
   *
   * @throws IllegalArgumentException if a count is not 1 to its section's length
   */
  public static int[] sections(int steps, int... counts) {
    if (counts.length == 0) {
      throw new IllegalArgumentException("no sections; give one or more counts of steps");
    }
    IntStream.Builder result = IntStream.builder();
    int start = 0;
    for (int i = 0; i < counts.length; i++) {
      int size = steps / counts.length + (i < steps % counts.length ? 1 : 0);
      check(size, counts[i]);
      double stride = counts[i] == 1 ? 1 : (size - 1.0) / (counts[i] - 1);
      double at = 0;
      for (int k = 0; k < counts[i]; k++) {
        // Adding up, and rounding halves to even, is part of the rule: the lists are known by it.
        result.add(start + (int) Math.rint(at));
        at += stride;
      }
      start += size;
    }
    return result.build().toArray();
  }

  /**
   * Reads the notation of guided-diffusion: {@code ddim25} for 25 leading steps with a whole
   * stride, {@code 10,15,20} or {@code 50} for {@link #sections}.
   *
   * @throws IllegalArgumentException if it is neither, or does not fit
   */
  public static int[] parse(int steps, String text) {
    try {
      if (text.startsWith("ddim")) {
        return wholeStride(steps, Integer.parseInt(text.substring(4)));
      }
      String[] counts = text.split(",", -1);
      int[] numbers = new int[counts.length];
      for (int i = 0; i < counts.length; i++) {
        numbers[i] = Integer.parseInt(counts[i].strip());
      }
      return sections(steps, numbers);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "respacing '"
              + text
              + "' is not understood; write ddim25, or counts such as 50 or 10,15,20",
          e);
    }
  }

  private static int[] wholeStride(int steps, int count) {
    check(steps, count);
    for (int stride = 1; stride <= steps; stride++) {
      if ((steps + stride - 1) / stride == count) {
        int step = stride;
        return IntStream.range(0, count).map(i -> i * step).toArray();
      }
    }
    throw new IllegalArgumentException(
        "no whole stride takes "
            + count
            + " of "
            + steps
            + " steps; choose a divisor, or write the count without ddim");
  }

  private static void check(int steps, int count) {
    if (count < 1 || count > steps) {
      throw new IllegalArgumentException(
          "cannot take " + count + " of " + steps + " noise steps; take 1 to " + steps);
    }
  }
}
