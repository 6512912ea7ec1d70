package io.github.diffusion4j.data.annotation;

import java.util.BitSet;
import java.util.Objects;
import java.util.Optional;

/** A mask as one bit a pixel. */
public final class PixelMask implements Mask {
  private final int width;
  private final int height;

  /** Row by row. */
  private final BitSet bits;

  private PixelMask(int width, int height, BitSet bits) {
    Mask.requireFrame(width, height);
    this.width = width;
    this.height = height;
    this.bits = bits;
  }

  /** Keeps the bits themselves, row by row: for callers that never touch them again. */
  static PixelMask wrap(int width, int height, BitSet bits) {
    return new PixelMask(width, height, bits);
  }

  /** Says whether a pixel belongs to something. */
  @FunctionalInterface
  public interface Membership {
    /** Says it of the pixel in column x of row y. */
    boolean test(int x, int y);
  }

  /**
   * Makes a mask by asking for every pixel.
   *
   * @throws IllegalArgumentException if a side is below 1, or they are too long
   */
  public static PixelMask of(int width, int height, Membership belongs) {
    BitSet bits = new BitSet(Mask.requireFrame(width, height));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (belongs.test(x, y)) {
          bits.set(y * width + x);
        }
      }
    }
    return new PixelMask(width, height, bits);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public PixelMask pixels() {
    return this;
  }

  /**
   * Says whether the pixel in column x of row y belongs to the mask.
   *
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public boolean contains(int x, int y) {
    return bits.get(Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width));
  }

  /** Returns the number of pixels. */
  public int area() {
    return bits.cardinality();
  }

  /** Says whether no pixel belongs to it. */
  public boolean isEmpty() {
    return bits.isEmpty();
  }

  /** Returns the smallest box around all pixels, or empty if there are none. */
  public Optional<Box> box() {
    int left = width;
    int right = 0;
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i)) {
      int row = i / width;
      int end = Math.min(bits.nextClearBit(i), (row + 1) * width);
      left = Math.min(left, i - row * width);
      right = Math.max(right, end - row * width);
      i = end;
    }
    return bits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Box(left, bits.nextSetBit(0) / width, right, (bits.length() - 1) / width + 1));
  }

  @Override
  public PixelMask transformed(Transform transform) {
    int newWidth = transform.width();
    int newHeight = transform.height();
    BitSet moved = new BitSet(Mask.requireFrame(newWidth, newHeight));
    int[] columns = sources(newWidth, transform.scaleX(), transform.shiftX(), width);
    int[] rows = sources(newHeight, transform.scaleY(), transform.shiftY(), height);
    for (int y = 0; y < newHeight; y++) {
      int row = rows[y];
      for (int x = 0; row >= 0 && x < newWidth; x++) {
        if (columns[x] >= 0 && bits.get(row * width + columns[x])) {
          moved.set(y * newWidth + x);
        }
      }
    }
    return new PixelMask(newWidth, newHeight, moved);
  }

  /** Returns for each new index the old one that its centre comes from, or -1. */
  private static int[] sources(int count, double scale, double shift, int side) {
    int[] sources = new int[count];
    for (int i = 0; i < count; i++) {
      int source = (int) Math.floor((i + 0.5 - shift) / scale);
      sources[i] = source >= 0 && source < side ? source : -1;
    }
    return sources;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PixelMask mask
        && width == mask.width
        && height == mask.height
        && bits.equals(mask.bits);
  }

  @Override
  public int hashCode() {
    return Objects.hash(width, height, bits);
  }

  @Override
  public String toString() {
    return width + "x" + height + " mask of " + area() + " pixels";
  }
}
