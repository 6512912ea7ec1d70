package io.github.diffusion4j.data.annotation;

import java.util.Arrays;

/**
 * COCO's text for run lengths. From the fourth on, each run is written as its difference from the
 * run two before. A number is its two's complement in groups of 5 bits, the lowest first, as many
 * as its sign needs; a group is the character {@code 48 + bits}, plus 32 if more groups follow.
 */
final class RunLengthText {
  private static final int FIRST = 48;
  private static final int MORE = 0x20;
  private static final int SIGN = 0x10;
  private static final int BITS = 5;

  /** Groups of an int and its differences; longer ones are nothing that was ever a length. */
  private static final int MOST_GROUPS = 7;

  private RunLengthText() {}

  static String encode(int[] runs) {
    StringBuilder text = new StringBuilder(2 * runs.length);
    for (int i = 0; i < runs.length; i++) {
      long left = i > 2 ? runs[i] - (long) runs[i - 2] : runs[i];
      boolean last;
      do {
        int group = (int) left & (MORE - 1);
        left >>= BITS;
        // What is left must be told by the sign of the last group alone.
        last = left == ((group & SIGN) == 0 ? 0 : -1);
        text.append((char) (FIRST + group + (last ? 0 : MORE)));
      } while (!last);
    }
    return text.toString();
  }

  static int[] decode(String text) {
    int[] runs = new int[text.length()];
    int count = 0;
    for (int at = 0; at < text.length(); ) {
      long value = 0;
      int groups = 0;
      int group;
      do {
        group = at < text.length() && groups < MOST_GROUPS ? text.charAt(at) - FIRST : -1;
        if (group < 0 || group >= 2 * MORE) {
          throw new IllegalArgumentException(
              "compressed runs break off or go wrong at character " + at);
        }
        value |= (long) (group & (MORE - 1)) << (BITS * groups++);
        at++;
      } while ((group & MORE) != 0);
      int unused = Long.SIZE - BITS * groups;
      long run = (value << unused >> unused) + (count > 2 ? runs[count - 2] : 0);
      if (run < 0 || run > Mask.MOST_PIXELS) {
        throw new IllegalArgumentException(
            "a run has a length of 0 to %,d, not %d".formatted(Mask.MOST_PIXELS, run));
      }
      runs[count++] = (int) run;
    }
    return Arrays.copyOf(runs, count);
  }
}
