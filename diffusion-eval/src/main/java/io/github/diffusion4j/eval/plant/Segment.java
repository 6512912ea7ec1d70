package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What stands out of a picture: the largest connected group of pixels whose colours differ from the
 * border's more than Otsu's threshold (1979).
 *
 * <p>The border's colour is the median of its pixels, channel by channel; a pixel differs by its
 * channel that differs most. If that finds less than a twentieth of the picture, as in one of a
 * single colour, or all of it, the segment is a box of half the sides in the middle.
 */
final class Segment {
  private static final double LEAST_SHARE = 0.05;

  private Segment() {}

  static Mask of(Image picture) {
    int width = picture.width();
    int height = picture.height();
    int[] differences = differences(picture, borderColour(picture));
    int threshold = otsu(differences);
    int[] component = largestComponent(differences, threshold, width);
    double share = (double) component.length / differences.length;
    if (share < LEAST_SHARE || share == 1) {
      return Mask.of(width, height, 0, middle(width, height));
    }
    double[] kept = new double[differences.length];
    Arrays.stream(component).forEach(i -> kept[i] = 1);
    return Mask.of(width, height, (x, y) -> kept[y * width + x]);
  }

  private static Mask.Box middle(int width, int height) {
    int left = width / 4;
    int top = height / 4;
    return new Mask.Box(left, top, left + (width + 1) / 2, top + (height + 1) / 2);
  }

  private static int[] borderColour(Image picture) {
    int width = picture.width();
    int height = picture.height();
    int[] colour = new int[picture.channels()];
    for (int c = 0; c < colour.length; c++) {
      int[] levels = new int[2 * (width + height)];
      int count = 0;
      for (int x = 0; x < width; x++) {
        levels[count++] = picture.sample(x, 0, c);
        levels[count++] = picture.sample(x, height - 1, c);
      }
      for (int y = 0; y < height; y++) {
        levels[count++] = picture.sample(0, y, c);
        levels[count++] = picture.sample(width - 1, y, c);
      }
      Arrays.sort(levels);
      colour[c] = levels[count / 2];
    }
    return colour;
  }

  private static int[] differences(Image picture, int[] colour) {
    int[] differences = new int[picture.width() * picture.height()];
    for (int i = 0; i < differences.length; i++) {
      for (int c = 0; c < colour.length; c++) {
        int level = picture.sample(i % picture.width(), i / picture.width(), c);
        differences[i] = Math.max(differences[i], Math.abs(level - colour[c]));
      }
    }
    return differences;
  }

  /** Returns the level that leaves most variance between what is above it and the rest. */
  private static int otsu(int[] levels) {
    int[] histogram = new int[256];
    long sum = 0;
    for (int level : levels) {
      histogram[level]++;
      sum += level;
    }
    int best = 0;
    double most = -1;
    long below = 0;
    long sumBelow = 0;
    for (int t = 0; t < 255; t++) {
      below += histogram[t];
      sumBelow += (long) t * histogram[t];
      long above = levels.length - below;
      if (below > 0 && above > 0) {
        double apart = (double) sumBelow / below - (double) (sum - sumBelow) / above;
        double between = (double) below * above * apart * apart;
        if (between > most) {
          most = between;
          best = t;
        }
      }
    }
    return best;
  }

  /** Returns the pixels of the largest group above a threshold whose members share edges. */
  private static int[] largestComponent(int[] levels, int threshold, int width) {
    boolean[] seen = new boolean[levels.length];
    int[] largest = {};
    for (int start = 0; start < levels.length; start++) {
      if (!seen[start] && levels[start] > threshold) {
        int[] component = component(levels, threshold, width, start, seen);
        largest = component.length > largest.length ? component : largest;
      }
    }
    return largest;
  }

  private static int[] component(
      int[] levels, int threshold, int width, int start, boolean[] seen) {
    ArrayDeque<Integer> open = new ArrayDeque<>();
    int[] members = new int[levels.length];
    int count = 0;
    seen[start] = true;
    open.add(start);
    while (!open.isEmpty()) {
      int at = open.remove();
      members[count++] = at;
      int x = at % width;
      int[] neighbours = {x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width};
      for (int next : neighbours) {
        if (next >= 0 && next < levels.length && !seen[next] && levels[next] > threshold) {
          seen[next] = true;
          open.add(next);
        }
      }
    }
    return Arrays.copyOf(members, count);
  }
}
