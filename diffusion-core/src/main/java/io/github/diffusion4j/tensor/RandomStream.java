package io.github.diffusion4j.tensor;

/**
 * A stream of random numbers named by (seed, purpose, index): the same name gives the same numbers
 * on every machine, and streams of different names are unrelated. So image k of a run can have its
 * own noise, whatever batch it is drawn in.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood 2014) over a counter that starts at a hash
 * of the name; a stream can be left and taken up again at its {@link #position()}. Not thread-safe.
 */
public final class RandomStream {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long key;
  private long position;

  private RandomStream(long key) {
    this.key = key;
  }

  /** Opens the stream of that name at its start. */
  public static RandomStream of(long seed, String purpose, long index) {
    long key = mix(seed + GOLDEN);
    for (int i = 0; i < purpose.length(); i++) {
      key = mix(key ^ (purpose.charAt(i) + GOLDEN * (i + 1)));
    }
    return new RandomStream(mix(key ^ mix(index + GOLDEN)));
  }

  /** Returns how many 64-bit words were drawn so far. */
  public long position() {
    return position;
  }

  /** Moves to a position that {@link #position()} gave before. */
  public void seek(long newPosition) {
    position = newPosition;
  }

  /** Returns 64 random bits. */
  public long nextLong() {
    return mix(key + GOLDEN * ++position);
  }

  /** Returns a number from 0 (inclusive) to 1 (exclusive), uniformly. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Returns a whole number from 0 (inclusive) to {@code bound} (exclusive), uniformly to within
   * 2^-32.
   */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Fills an array with standard normal numbers, two of each pair of words. */
  public void nextGaussians(float[] target, int offset, int count) {
    double[] pair = new double[2];
    for (int i = 0; i < count; i += 2) {
      nextPair(pair);
      target[offset + i] = (float) pair[0];
      if (i + 1 < count) {
        target[offset + i + 1] = (float) pair[1];
      }
    }
  }

  /** Returns one standard normal number; the second of its pair is dropped. */
  public double nextGaussian() {
    double[] pair = new double[2];
    nextPair(pair);
    return pair[0];
  }

  private void nextPair(double[] pair) {
    double radius = BoxMuller.radius(1 - nextDouble());
    BoxMuller.write(radius, nextDouble(), pair);
  }

  /** Mixes 64 bits so that each bit of the input changes half of the output's. */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
