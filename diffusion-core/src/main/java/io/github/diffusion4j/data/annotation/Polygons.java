package io.github.diffusion4j.data.annotation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A mask as the outlines of its parts, as COCO has it for single objects.
 *
 * <p>A pixel belongs to the mask if its centre lies within any of the rings; within one ring, if a
 * ray from the centre crosses its outline an odd number of times. A centre on an outline belongs to
 * what lies to the right of it and below. So shapes that share an edge share no pixel, and a
 * rectangle of whole coordinates has as many pixels as its area. COCO's own tools draw the outline
 * as well, and so have up to a pixel more on each side.
 */
public final class Polygons implements Mask {
  private final int width;
  private final int height;
  private final float[][] rings;

  private Polygons(int width, int height, float[][] rings) {
    Mask.requireFrame(width, height);
    this.width = width;
    this.height = height;
    this.rings = rings;
  }

  /**
   * Makes a mask of a copy of the rings.
   *
   * @param rings one or more, each {@code x, y, x, y, ...} of 3 corners or more, closed by itself;
   *     corners may lie outside of the frame
   * @throws IllegalArgumentException if a side of the frame is below 1, there are no rings, or one
   *     is not as it should be
   */
  public static Polygons of(int width, int height, List<float[]> rings) {
    if (rings.isEmpty() || !rings.stream().allMatch(Polygons::isRing)) {
      throw new IllegalArgumentException(
          "polygons are one ring or more, each of 3 corners or more with finite coordinates, not "
              + rings.stream().map(Arrays::toString).toList());
    }
    return new Polygons(width, height, rings.stream().map(float[]::clone).toArray(float[][]::new));
  }

  static boolean isRing(float[] ring) {
    boolean finite = true;
    for (float coordinate : ring) {
      finite &= Float.isFinite(coordinate);
    }
    return finite && ring.length >= 6 && ring.length % 2 == 0;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** Returns a copy of the rings, each {@code x, y, x, y, ...}. */
  public List<float[]> rings() {
    return Arrays.stream(rings).map(float[]::clone).toList();
  }

  @Override
  public PixelMask pixels() {
    BitSet inside = new BitSet(width * height);
    for (float[] ring : rings) {
      fill(ring, inside);
    }
    return PixelMask.wrap(width, height, inside);
  }

  /** Marks in each row where the outline is crossed, and fills between crossings. */
  private void fill(float[] ring, BitSet inside) {
    BitSet crossings = new BitSet();
    for (int i = 0; i < ring.length; i += 2) {
      int next = (i + 2) % ring.length;
      cross(ring[i], ring[i + 1], ring[next], ring[next + 1], crossings);
    }
    int stride = width + 1;
    for (int from = crossings.nextSetBit(0); from >= 0; ) {
      int y = from / stride;
      // Crossings come in pairs; the second of the last may lie behind the last pixel.
      int to = crossings.nextSetBit(from + 1);
      inside.set(y * width + from % stride, y * width + to % stride);
      from = crossings.nextSetBit(to + 1);
    }
  }

  /** Two crossings between the same centres undo each other. */
  private void cross(double x0, double y0, double x1, double y1, BitSet crossings) {
    int last = firstCentre(Math.max(y0, y1), height);
    for (int y = firstCentre(Math.min(y0, y1), height); y < last; y++) {
      double x = x0 + (y + 0.5 - y0) * ((x1 - x0) / (y1 - y0));
      crossings.flip(y * (width + 1) + firstCentre(x, width));
    }
  }

  /** Returns the first index, 0 to {@code side}, whose centre is not before a coordinate. */
  private static int firstCentre(double coordinate, int side) {
    return (int) Math.max(0, Math.min(side, Math.ceil(coordinate - 0.5)));
  }

  @Override
  public Polygons transformed(Transform transform) {
    float[][] moved = new float[rings.length][];
    for (int r = 0; r < rings.length; r++) {
      moved[r] = new float[rings[r].length];
      for (int i = 0; i < moved[r].length; i += 2) {
        moved[r][i] = clamped(transform.x(rings[r][i]));
        moved[r][i + 1] = clamped(transform.y(rings[r][i + 1]));
      }
    }
    return new Polygons(transform.width(), transform.height(), moved);
  }

  /** Corners as far as this are never seen, but must not become infinite. */
  private static float clamped(double coordinate) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, coordinate));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Polygons polygons
        && width == polygons.width
        && height == polygons.height
        && Arrays.deepEquals(rings, polygons.rings);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.deepHashCode(rings);
  }

  @Override
  public String toString() {
    return width + "x" + height + " mask of " + rings.length + " polygons";
  }
}
