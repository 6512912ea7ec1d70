package io.github.diffusion4j.noise;

import java.util.stream.IntStream;

/**
 * The way of RePaint (Lugmayr et al. 2022) through the steps of a short run: down to the picture
 * with jumps back up, so that what is painted and what was there are brought into harmony.
 *
 * <p>At every {@code jump} steps the run goes up again by as many steps, one at a time, and comes
 * down anew, until it has come down from there {@code samples} times.
 */
public final class RePaintSchedule {
  private RePaintSchedule() {}

  /**
   * Returns the steps in the order in which they are visited, from {@code count - 1} to 0.
   *
   * @param count of the steps of the short run, 1 or more
   * @param jump how many steps a jump goes up, 1 or more; 10 in the paper
   * @param samples how often a run comes down from a jump's place, 1 or more; 10 in the paper
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static int[] steps(int count, int jump, int samples) {
    require("count", count);
    require("jump", jump);
    require("samples", samples);
    IntStream.Builder result = IntStream.builder();
    int[] jumpsLeft = new int[count];
    for (int place = 0; place < count - jump; place += jump) {
      jumpsLeft[place] = samples - 1;
    }
    for (int step = count - 1; step >= 0; step--) {
      result.add(step);
      if (jumpsLeft[step] > 0) {
        jumpsLeft[step]--;
        for (int up = 0; up < jump; up++) {
          result.add(++step);
        }
      }
    }
    return result.build().toArray();
  }

  /**
   * Returns the noise levels of that way over the leading steps of a schedule, then 0: a grid that
   * rises where a jump goes up.
   *
   * @throws IllegalArgumentException if a number is out of its range, or the schedule is shorter
   */
  public static double[] sigmas(NoiseSchedule schedule, int count, int jump, int samples) {
    int[] leading = Respacing.leading(schedule.steps(), count);
    IntStream visited =
        IntStream.concat(IntStream.of(steps(count, jump, samples)), IntStream.of(-1));
    return visited.mapToDouble(i -> i < 0 ? 0 : schedule.sigma(leading[i])).toArray();
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it is 1 or more");
    }
  }
}
