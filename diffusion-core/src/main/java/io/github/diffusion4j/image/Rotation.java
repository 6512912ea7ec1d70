package io.github.diffusion4j.image;

/**
 * Turns square planes by any angle about their middle, as one sees them clockwise. Colours are read
 * by bicubic interpolation (Keys 1981 with a = -0.5), which is exact at the places of pixels; a
 * turn enlarges and shrinks nothing, so there is nothing to smooth. Pictures go on beyond their
 * edges as in a mirror on the outermost pixels.
 */
public final class Rotation {
  private static final double SHARPNESS = -0.5;

  private Rotation() {}

  /**
   * Turns one plane.
   *
   * @param source {@code size * size} numbers from the offset on
   * @param target receives as many from the same offset on; not the same array
   * @param degrees any; whole quarters move pixels and change none
   */
  public static void turn(float[] source, float[] target, int offset, int size, double degrees) {
    double cosine = cosine(degrees);
    double sine = cosine(degrees - 90);
    double middle = (size - 1) / 2.0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double right = x - middle;
        double down = y - middle;
        target[offset + y * size + x] =
            read(
                source,
                offset,
                size,
                cosine * right + sine * down + middle,
                cosine * down - sine * right + middle);
      }
    }
  }

  /** Gives whole numbers for whole quarters, which the platform's does not. */
  private static double cosine(double degrees) {
    double quarters = degrees / 90;
    if (quarters == Math.rint(quarters)) {
      int quarter = Math.floorMod((long) quarters, 4);
      return quarter == 0 ? 1 : quarter == 2 ? -1 : 0;
    }
    return StrictMath.cos(Math.toRadians(degrees));
  }

  private static float read(float[] plane, int offset, int size, double x, double y) {
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double sum = 0;
    for (int row = top - 1; row <= top + 2; row++) {
      double weight = weight(y - row);
      if (weight != 0) {
        int start = offset + mirrored(row, size) * size;
        double along = 0;
        for (int column = left - 1; column <= left + 2; column++) {
          along += weight(x - column) * plane[start + mirrored(column, size)];
        }
        sum += weight * along;
      }
    }
    return (float) sum;
  }

  private static double weight(double signed) {
    double x = Math.abs(signed);
    if (x < 1) {
      return ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1;
    }
    return x < 2 ? SHARPNESS * (((x - 5) * x + 8) * x - 4) : 0;
  }

  private static int mirrored(int index, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int inside = Math.floorMod(index, period);
    return Math.min(inside, period - inside);
  }
}
