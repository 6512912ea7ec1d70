package io.github.diffusion4j.tensor;

/**
 * The random numbers that PyTorch draws on a processor after {@code torch.manual_seed(seed)}, so
 * that a run can start from the same noise as one over there.
 *
 * <p>The generator is the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998). What is drawn
 * from it depends on how many numbers are asked for at once: {@link #normals(int)} is one call of
 * {@code torch.randn}, whatever the shape, and its numbers are in row-major order. They agree to
 * the last bits of a float, which depend on PyTorch's build. Where the noise need not be PyTorch's,
 * use {@link RandomStream}. Not thread-safe.
 */
public final class TorchRandom {
  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int BLOCK = 16;
  private static final int HALF = BLOCK / 2;
  private static final int LARGEST_BOUND = 1 << 28;

  private final int[] words = new int[WORDS];
  private int used = WORDS;
  private double spare = Double.NaN;

  /** Starts as PyTorch does after {@code torch.manual_seed}; the seed's upper half is not used. */
  public TorchRandom(long seed) {
    words[0] = (int) seed;
    for (int i = 1; i < WORDS; i++) {
      words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
    }
  }

  /** Returns what {@code torch.rand(count)} gives: floats from 0 (inclusive) to 1 (exclusive). */
  public float[] uniforms(int count) {
    float[] result = new float[checkCount(count)];
    for (int i = 0; i < count; i++) {
      result[i] = nextFloat();
    }
    return result;
  }

  /**
   * Returns what {@code torch.randn} gives for a tensor of that many elements, of type float.
   *
   * <p>Sixteen numbers or more are made in blocks of 16 by Box and Muller's method; where the count
   * is no multiple of 16, the last 16 are drawn anew. Fewer are made one by one in double
   * precision, and the second of a pair waits for the next such call.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public float[] normals(int count) {
    if (count < BLOCK) {
      float[] result = new float[checkCount(count)];
      for (int i = 0; i < count; i++) {
        result[i] = (float) nextNormal();
      }
      return result;
    }
    float[] result = uniforms(count);
    for (int start = 0; start + BLOCK <= count; start += BLOCK) {
      toNormal(result, start);
    }
    if (count % BLOCK != 0) {
      System.arraycopy(uniforms(BLOCK), 0, result, count - BLOCK, BLOCK);
      toNormal(result, count - BLOCK);
    }
    return result;
  }

  /**
   * Returns what {@code torch.randint(bound, [count])} gives: whole numbers from 0 to {@code bound
   * - 1}.
   *
   * @param bound 1 to 2^28; above, PyTorch's versions differ
   * @throws IllegalArgumentException if a number is out of its range
   */
  public int[] integers(int bound, int count) {
    if (bound < 1 || bound > LARGEST_BOUND) {
      throw new IllegalArgumentException(
          "bound is " + bound + "; it is 1 to 2^28, since PyTorch's versions differ beyond");
    }
    int[] result = new int[checkCount(count)];
    for (int i = 0; i < count; i++) {
      result[i] = Integer.remainderUnsigned(nextInt(), bound);
    }
    return result;
  }

  /**
   * Returns what {@code torch.randperm(count)} gives: the numbers from 0 to {@code count - 1} in a
   * random order.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public int[] permutation(int count) {
    int[] result = new int[checkCount(count)];
    for (int i = 0; i < count; i++) {
      result[i] = i;
    }
    for (int i = 0; i < count - 1; i++) {
      int j = i + Integer.remainderUnsigned(nextInt(), count - i);
      int moved = result[i];
      result[i] = result[j];
      result[j] = moved;
    }
    return result;
  }

  private static int checkCount(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count is " + count + "; it is 0 or more");
    }
    return count;
  }

  /** Makes 16 normal numbers of 16 uniform ones: angles in the second half, radii in the first. */
  private static void toNormal(float[] values, int start) {
    for (int i = start; i < start + HALF; i++) {
      double radius = Math.sqrt(-2 * StrictMath.log(1 - values[i]));
      double angle = 2 * Math.PI * values[i + HALF];
      values[i] = (float) (radius * StrictMath.cos(angle));
      values[i + HALF] = (float) (radius * StrictMath.sin(angle));
    }
  }

  private double nextNormal() {
    if (!Double.isNaN(spare)) {
      double result = spare;
      spare = Double.NaN;
      return result;
    }
    double angle = 2 * Math.PI * nextDouble();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-nextDouble()));
    spare = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  private float nextFloat() {
    return (nextInt() & 0xFFFFFF) * 0x1.0p-24f;
  }

  private double nextDouble() {
    long upper = (long) nextInt() << 32;
    return ((upper | Integer.toUnsignedLong(nextInt())) & ((1L << 53) - 1)) * 0x1.0p-53;
  }

  private int nextInt() {
    if (used == WORDS) {
      renew();
      used = 0;
    }
    int word = words[used++];
    word ^= word >>> 11;
    word ^= word << 7 & 0x9D2C5680;
    word ^= word << 15 & 0xEFC60000;
    return word ^ word >>> 18;
  }

  private void renew() {
    for (int i = 0; i < WORDS; i++) {
      int mixed = words[i] & 0x80000000 | words[(i + 1) % WORDS] & 0x7FFFFFFF;
      words[i] = words[(i + SHIFT) % WORDS] ^ mixed >>> 1 ^ ((mixed & 1) == 0 ? 0 : 0x9908B0DF);
    }
  }
}
