package io.github.diffusion4j.train;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * Changes pictures geometrically and says how, in nine numbers that the network is told; told nine
 * zeros, it draws pictures that were not changed (Karras et al. 2022, appendix F.2).
 *
 * <p>Mirroring from left to right is tossed for always; each other change happens with the given
 * probability: mirroring upside down, scaling by {@code 2^(0.2 n)}, turning by any angle,
 * stretching by {@code 2^(0.2 n)} along an axis, in half of the cases any axis, and moving by an
 * eighth of the size times {@code n}, with {@code n} normal. A stretched axis is told by twice its
 * angle, since half a turn makes no other axis. Pictures go on beyond their edges as in a mirror.
 * Colours are read by bilinear interpolation, the mean of four places a pixel; the paper's wavelet
 * filters are sharper.
 */
final class Augmentation {
  /** How many numbers say what was done. */
  static final int LABEL = 9;

  private static final double SCALE_DEVIATION = 0.2;
  private static final double SHIFT_DEVIATION = 0.125;
  private static final double ANY_AXIS = 0.5;

  private final double probability;
  private final int channels;
  private final int size;
  private final long seed;

  Augmentation(double probability, int channels, int size, long seed) {
    this.probability = probability;
    this.channels = channels;
    this.size = size;
    this.seed = seed;
  }

  /**
   * Changes one picture in place, as the seed says for its position in the run.
   *
   * @param pixels {@code [C, H, W]} from the offset on
   * @param labels nine numbers for each picture
   * @param row of this picture among the labels
   */
  void apply(long position, float[] pixels, int offset, float[] labels, int row) {
    RandomStream stream = RandomStream.of(seed, "augmentation", position);
    double[] label = new double[LABEL];
    Affine back = draw(stream, label);
    for (int i = 0; i < LABEL; i++) {
      labels[row * LABEL + i] = (float) label[i];
    }
    if (back.equals(Affine.NONE)) {
      return;
    }
    int plane = size * size;
    float[] picture = Arrays.copyOfRange(pixels, offset, offset + channels * plane);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        for (int channel = 0; channel < channels; channel++) {
          pixels[offset + channel * plane + y * size + x] =
              back.keepsPixels()
                  ? read(picture, channel * plane, back, x, y)
                  : smoothed(picture, channel * plane, back, x, y);
        }
      }
    }
  }

  /** Draws the changes; each is undone in turn, which leads from a new place to the old one. */
  private Affine draw(RandomStream stream, double[] label) {
    Affine back = Affine.NONE;
    if (stream.nextDouble() < 0.5) {
      label[0] = 1;
      back = back.then(-1, 0, 0, 1);
    }
    if (stream.nextDouble() < probability && stream.nextDouble() < 0.5) {
      label[1] = 1;
      back = back.then(1, 0, 0, -1);
    }
    if (stream.nextDouble() < probability) {
      label[2] = stream.nextGaussian();
      double shrink = Math.pow(2, -SCALE_DEVIATION * label[2]);
      back = back.then(shrink, 0, 0, shrink);
    }
    if (stream.nextDouble() < probability) {
      double angle = Math.PI * (2 * stream.nextDouble() - 1);
      label[3] = Math.cos(angle) - 1;
      label[4] = Math.sin(angle);
      back = back.turned(-angle);
    }
    if (stream.nextDouble() < probability) {
      boolean any = stream.nextDouble() < ANY_AXIS;
      double axis = any ? Math.PI * (2 * stream.nextDouble() - 1) : 0;
      double stretch = stream.nextGaussian();
      label[5] = stretch * Math.cos(2 * axis);
      label[6] = stretch * Math.sin(2 * axis);
      double factor = Math.pow(2, SCALE_DEVIATION * stretch);
      back = back.turned(axis).then(1 / factor, 0, 0, factor).turned(-axis);
    }
    if (stream.nextDouble() < probability) {
      label[7] = stream.nextGaussian();
      label[8] = stream.nextGaussian();
      double unit = SHIFT_DEVIATION * size;
      back = back.moved(-unit * label[7], -unit * label[8]);
    }
    return back;
  }

  private float smoothed(float[] picture, int plane, Affine back, int x, int y) {
    double sum = 0;
    for (int quarter = 0; quarter < 4; quarter++) {
      sum += read(picture, plane, back, x - 0.25 + quarter % 2 * 0.5, y - 0.25 + quarter / 2 * 0.5);
    }
    return (float) (sum / 4);
  }

  /** Reads the old picture where the new one has a place. */
  private float read(float[] picture, int plane, Affine back, double x, double y) {
    double middle = (size - 1) / 2.0;
    double oldX = back.x(x - middle, y - middle) + middle;
    double oldY = back.y(x - middle, y - middle) + middle;
    int left = (int) Math.floor(oldX);
    int top = (int) Math.floor(oldY);
    double right = oldX - left;
    double below = oldY - top;
    double upper =
        (1 - right) * at(picture, plane, left, top) + right * at(picture, plane, left + 1, top);
    double lower =
        (1 - right) * at(picture, plane, left, top + 1)
            + right * at(picture, plane, left + 1, top + 1);
    return (float) ((1 - below) * upper + below * lower);
  }

  private float at(float[] picture, int plane, int x, int y) {
    return picture[plane + mirrored(y) * size + mirrored(x)];
  }

  /** Brings an index back inside, as if there were mirrors on the outermost pixels. */
  private int mirrored(int index) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int inside = Math.floorMod(index, period);
    return Math.min(inside, period - inside);
  }

  /** A linear map of the plane and a shift after it. */
  private record Affine(double xx, double xy, double yx, double yy, double shiftX, double shiftY) {
    static final Affine NONE = new Affine(1, 0, 0, 1, 0, 0);

    double x(double x, double y) {
      return xx * x + xy * y + shiftX;
    }

    double y(double x, double y) {
      return yx * x + yy * y + shiftY;
    }

    /** Returns this map after the given one. */
    Affine then(double a, double b, double c, double d) {
      return new Affine(
          xx * a + xy * c, xx * b + xy * d, yx * a + yy * c, yx * b + yy * d, shiftX, shiftY);
    }

    Affine turned(double angle) {
      double cosine = Math.cos(angle);
      double sine = Math.sin(angle);
      return then(cosine, -sine, sine, cosine);
    }

    Affine moved(double byX, double byY) {
      return new Affine(xx, xy, yx, yy, x(byX, byY), y(byX, byY));
    }

    /** Whether it is a mirror or nothing. */
    boolean keepsPixels() {
      return Math.abs(xx) == 1
          && Math.abs(yy) == 1
          && xy == 0
          && yx == 0
          && shiftX == 0
          && shiftY == 0;
    }
  }
}
