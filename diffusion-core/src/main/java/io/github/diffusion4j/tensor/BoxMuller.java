package io.github.diffusion4j.tensor;

/**
 * The transform of Box and Muller (1958): two uniform numbers become two independent standard
 * normal ones.
 *
 * <p>Logarithm, sine and cosine are series in plain arithmetic, which Java rounds alike on every
 * machine. {@link Math}'s may differ in the last bit from one to the next; {@link StrictMath}'s
 * take much longer, which in sampling was most of what is not the network.
 */
final class BoxMuller {
  private static final double LN2 = 0.6931471805599453;
  private static final double SQRT2 = 1.4142135623730951;
  private static final long MANTISSA = (1L << 52) - 1;
  private static final long ONE = 1023L << 52;

  /** Of {@code artanh(s) / s} in powers of s^2; |s| is below 0.172. */
  private static final double[] ARTANH = {
    1, 1 / 3.0, 1 / 5.0, 1 / 7.0, 1 / 9.0, 1 / 11.0, 1 / 13.0, 1 / 15.0, 1 / 17.0, 1 / 19.0
  };

  /** Of {@code sin(x) / x} in powers of -x^2; |x| is at most pi / 4. */
  private static final double[] SINE = factorials(1, 8);

  /** Of {@code cos(x)} in powers of -x^2. */
  private static final double[] COSINE = factorials(0, 9);

  private BoxMuller() {}

  private static double[] factorials(int first, int count) {
    double[] inverse = new double[count];
    double factorial = 1;
    for (int i = 0; i < count; i++) {
      inverse[i] = 1 / factorial;
      int next = first + 2 * i;
      factorial *= (next + 1.0) * (next + 2.0);
    }
    return inverse;
  }

  /**
   * Returns the length of the pair, {@code sqrt(-2 ln u)}.
   *
   * @param u above 0, at most 1
   */
  static double radius(double u) {
    return Math.sqrt(-2 * log(u));
  }

  /** Returns the natural logarithm of a number of full precision above 0. */
  static double log(double u) {
    long bits = Double.doubleToRawLongBits(u);
    int exponent = (int) (bits >>> 52) - 1023;
    double mantissa = Double.longBitsToDouble(bits & MANTISSA | ONE);
    if (mantissa > SQRT2) {
      mantissa *= 0.5;
      exponent++;
    }
    double s = (mantissa - 1) / (mantissa + 1);
    return exponent * LN2 + 2 * s * polynomial(ARTANH, s * s);
  }

  /**
   * Writes the two numbers of a pair.
   *
   * @param turn its angle in turns, from 0 to 1
   */
  static void write(double radius, double turn, double[] pair) {
    int quarter = (int) (4 * turn + 0.5);
    double angle = 2 * Math.PI * (turn - quarter * 0.25);
    double sine = radius * angle * polynomial(SINE, -angle * angle);
    double cosine = radius * polynomial(COSINE, -angle * angle);
    boolean swapped = (quarter & 1) == 1;
    double x = swapped ? -sine : cosine;
    double y = swapped ? cosine : sine;
    boolean turned = (quarter & 2) == 2;
    pair[0] = turned ? -x : x;
    pair[1] = turned ? -y : y;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
