package io.github.diffusion4j.tensor;

import java.util.function.DoubleUnaryOperator;

/**
 * For each place of a result, the run of input places it is made of and their weights: all there is
 * to resizing or blurring along one dimension. Immutable.
 */
public final class Windows {
  private final int inputLength;
  private final int[] firsts;
  private final double[][] weights;

  private Windows(int inputLength, int count) {
    this.inputLength = inputLength;
    firsts = new int[count];
    weights = new double[count][];
  }

  /** How far a place of the input reaches when a picture gets another size. */
  public enum Filter {
    /** The places that a result covers, all alike. */
    BOX(0.5, Windows::box),
    /** A triangle. */
    BILINEAR(1, Windows::triangle),
    /** Keys' cubic convolution with a = -0.5 (Keys 1981). */
    BICUBIC(2, distance -> cubic(distance, -0.5)),
    /** A sinc under a sinc of three lobes. */
    LANCZOS(3, Windows::lanczos);

    private final double support;
    private final DoubleUnaryOperator kernel;

    Filter(double support, DoubleUnaryOperator kernel) {
      this.support = support;
      this.kernel = kernel;
    }
  }

  /**
   * Makes the windows of an antialiased change of length: on the way down the filter is stretched,
   * so that every input place counts. Weights are cut off at the borders and add up to 1: the rule
   * of Pillow's {@code resize} and of PyTorch's {@code antialias=True}.
   *
   * @throws IllegalArgumentException if a length is below 1
   */
  public static Windows antialiased(Filter filter, int oldLength, int newLength) {
    checkLengths(oldLength, newLength);
    Windows result = new Windows(oldLength, newLength);
    double scale = (double) oldLength / newLength;
    double stretch = Math.max(scale, 1);
    double support = filter.support * stretch;
    for (int i = 0; i < newLength; i++) {
      double centre = (i + 0.5) * scale;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(oldLength, (int) (centre + support + 0.5));
      double[] weights = new double[end - first];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] = filter.kernel.applyAsDouble((j + first - centre + 0.5) / stretch);
        sum += weights[j];
      }
      for (int j = 0; j < weights.length; j++) {
        weights[j] /= sum;
      }
      result.firsts[i] = first;
      result.weights[i] = weights;
    }
    return result;
  }

  /**
   * Makes the windows of plain bilinear interpolation, two places each, as {@code
   * interpolate(mode="bilinear")} of PyTorch has it.
   *
   * @param alignCorners whether the middles of first and last places stay where they are, rather
   *     than the outer borders
   * @throws IllegalArgumentException if a length is below 1
   */
  public static Windows bilinear(int oldLength, int newLength, boolean alignCorners) {
    checkLengths(oldLength, newLength);
    Windows result = new Windows(oldLength, newLength);
    for (int i = 0; i < newLength; i++) {
      double at;
      if (alignCorners) {
        at = newLength == 1 ? 0 : (double) i * (oldLength - 1) / (newLength - 1);
      } else {
        at = Math.max(0, (i + 0.5) * oldLength / newLength - 0.5);
      }
      int first = Math.min((int) at, oldLength - 1);
      double beyond = first == oldLength - 1 ? 0 : at - first;
      result.firsts[i] = first;
      result.weights[i] = beyond == 0 ? new double[] {1} : new double[] {1 - beyond, beyond};
    }
    return result;
  }

  /**
   * Makes the windows of plain bicubic interpolation, Keys' cubic with a = -0.75 over the four
   * nearest places, those beyond a border being the border's: as {@code
   * interpolate(mode="bicubic")} of PyTorch has it, corners not aligned.
   *
   * @throws IllegalArgumentException if a length is below 1
   */
  public static Windows bicubic(int oldLength, int newLength) {
    checkLengths(oldLength, newLength);
    Windows result = new Windows(oldLength, newLength);
    for (int i = 0; i < newLength; i++) {
      double at = (i + 0.5) * oldLength / newLength - 0.5;
      int nearest = (int) Math.floor(at);
      int first = Math.max(0, nearest - 1);
      int last = Math.min(oldLength - 1, nearest + 2);
      double[] weights = new double[last - first + 1];
      for (int place = nearest - 1; place <= nearest + 2; place++) {
        int inside = Math.max(first, Math.min(last, place));
        weights[inside - first] += cubic(at - place, -0.75);
      }
      result.firsts[i] = first;
      result.weights[i] = weights;
    }
    return result;
  }

  private static void checkLengths(int oldLength, int newLength) {
    if (oldLength < 1 || newLength < 1) {
      throw new IllegalArgumentException(
          "lengths are " + oldLength + " and " + newLength + "; both are 1 or more");
    }
  }

  /** Returns the length of the dimension that the windows look at. */
  public int inputLength() {
    return inputLength;
  }

  /** Returns how many windows there are: the length they make. */
  public int count() {
    return firsts.length;
  }

  /** Returns the first input place of a window. */
  public int first(int window) {
    return firsts[window];
  }

  /** Returns the weights of a window's input places, from its first on. */
  public double[] weights(int window) {
    return weights[window].clone();
  }

  private static double triangle(double distance) {
    return Math.max(0, 1 - Math.abs(distance));
  }

  private static double box(double distance) {
    return distance > -0.5 && distance <= 0.5 ? 1 : 0;
  }

  private static double cubic(double distance, double a) {
    double x = Math.abs(distance);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static double lanczos(double distance) {
    return Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  @Override
  public String toString() {
    return "Windows of " + inputLength + " for " + count();
  }
}
