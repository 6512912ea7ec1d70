package io.github.diffusion4j.eval.feature;

import java.util.stream.IntStream;

/** Some of many, from all over them, so that no part of an ordered set is left out. */
public final class Spread {
  private Spread() {}

  /** Returns ascending indices below a number, evenly: all, or at most so many. */
  public static int[] over(int all, int most) {
    int count = Math.min(all, most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * all / count)).toArray();
  }
}
