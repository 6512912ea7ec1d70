package io.github.diffusion4j.data.annotation;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A mask as the lengths of its runs down one column after the other, the first of them outside of
 * the mask, as COCO has it for crowds and for results.
 */
public final class RunLengths implements Mask {
  private final int width;
  private final int height;
  private final int[] runs;

  private RunLengths(int width, int height, int[] runs) {
    this.width = width;
    this.height = height;
    this.runs = runs;
  }

  /**
   * Makes a mask of a copy of the runs.
   *
   * @param runs 0 or more each, and together as many as the frame has pixels
   * @throws IllegalArgumentException if a side of the frame is below 1, they are too long, or the
   *     runs are not as they should be
   */
  public static RunLengths of(int width, int height, int... runs) {
    long total = 0;
    for (int run : runs) {
      if (run < 0) {
        throw new IllegalArgumentException("a run has a length of 0 or more, not " + run);
      }
      total += run;
    }
    if (Mask.requireFrame(width, height) != total) {
      throw new IllegalArgumentException(
          "the runs of a frame of %dx%d add up to %d, not %d"
              .formatted(width, height, width * height, total));
    }
    return new RunLengths(width, height, runs.clone());
  }

  /**
   * Reads COCO's compressed runs ({@link RunLengthText}).
   *
   * @throws IllegalArgumentException if the text is no such, or its runs are not as in {@link #of}
   */
  public static RunLengths decode(int width, int height, String text) {
    return of(width, height, RunLengthText.decode(text));
  }

  /** Makes one of pixels. */
  public static RunLengths of(PixelMask mask) {
    int[] runs = new int[16];
    int count = 0;
    boolean inside = false;
    int length = 0;
    for (int x = 0; x < mask.width(); x++) {
      for (int y = 0; y < mask.height(); y++) {
        if (mask.contains(x, y) != inside) {
          runs = count < runs.length ? runs : Arrays.copyOf(runs, 2 * count);
          runs[count++] = length;
          length = 0;
          inside = !inside;
        }
        length++;
      }
    }
    int[] all = Arrays.copyOf(runs, count + 1);
    all[count] = length;
    return new RunLengths(mask.width(), mask.height(), all);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** Returns a copy of the runs. */
  public int[] runs() {
    return runs.clone();
  }

  int count() {
    return runs.length;
  }

  /** Returns the runs as COCO compresses them. */
  public String encode() {
    return RunLengthText.encode(runs);
  }

  /** Returns the number of pixels in the mask. */
  public int area() {
    int area = 0;
    for (int i = 1; i < runs.length; i += 2) {
      area += runs[i];
    }
    return area;
  }

  @Override
  public PixelMask pixels() {
    BitSet inside = new BitSet(width * height);
    int at = 0;
    for (int i = 0; i < runs.length; i++) {
      int end = at + runs[i];
      for (int pixel = at; i % 2 == 1 && pixel < end; pixel++) {
        inside.set(pixel % height * width + pixel / height);
      }
      at = end;
    }
    return PixelMask.wrap(width, height, inside);
  }

  @Override
  public PixelMask transformed(Transform transform) {
    return pixels().transformed(transform);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunLengths mask
        && width == mask.width
        && height == mask.height
        && Arrays.equals(runs, mask.runs);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(runs);
  }

  @Override
  public String toString() {
    return width + "x" + height + " mask of " + runs.length + " runs";
  }
}
