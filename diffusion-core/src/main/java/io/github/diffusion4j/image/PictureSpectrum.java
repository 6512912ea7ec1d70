package io.github.diffusion4j.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The 16 x 16 lowest frequencies of a picture's brightness but the constant ones, from which PDQ
 * makes its hashes ("The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm",
 * Facebook 2019), and how much there is to see in the picture. Immutable.
 *
 * <p>Turning and mirroring a picture swaps and negates its frequencies, so that all eight hashes
 * cost little more than one.
 */
public final class PictureSpectrum {
  /** PDQ compares no pictures of less {@link #quality} than this. */
  public static final int LEAST_QUALITY = 50;

  private static final int FREQUENCIES = 16;
  private static final int SIDE = Thumbnail64.SIDE;

  /** The rows 1 to 16 of the orthonormal DCT-II of 64 values, [frequency - 1][position]. */
  private static final double[][] COSINES = cosines();

  private final double[] coefficients;
  private final int quality;

  private PictureSpectrum(double[] coefficients, int quality) {
    this.coefficients = coefficients;
    this.quality = quality;
  }

  private static double[][] cosines() {
    double[][] cosines = new double[FREQUENCIES][SIDE];
    for (int k = 0; k < FREQUENCIES; k++) {
      for (int x = 0; x < SIDE; x++) {
        cosines[k][x] =
            Math.sqrt(2.0 / SIDE) * Math.cos(Math.PI / (2 * SIDE) * (k + 1) * (2 * x + 1));
      }
    }
    return cosines;
  }

  /** Analyses a picture of any size, its brightness being {@code 0.299 R + 0.587 G + 0.114 B}. */
  public static PictureSpectrum of(Image image) {
    Thumbnail64 small = Thumbnail64.of(image);
    return new PictureSpectrum(transformed(small.levels()), small.quality());
  }

  /** Returns {@code C X C'}, with C the cosines and X [64, 64]. */
  private static double[] transformed(double[] levels) {
    double[] rows = new double[FREQUENCIES * SIDE];
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int y = 0; y < SIDE; y++) {
        double cosine = COSINES[i][y];
        for (int x = 0; x < SIDE; x++) {
          rows[i * SIDE + x] += cosine * levels[y * SIDE + x];
        }
      }
    }
    double[] transformed = new double[FREQUENCIES * FREQUENCIES];
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int j = 0; j < FREQUENCIES; j++) {
        double sum = 0;
        for (int x = 0; x < SIDE; x++) {
          sum += rows[i * SIDE + x] * COSINES[j][x];
        }
        transformed[i * FREQUENCIES + j] = sum;
      }
    }
    return transformed;
  }

  /**
   * Returns how much there is to see, 0 to 100: the differences between neighbouring pixels of the
   * picture made 64 pixels wide and high, each in whole percents of white, added up and divided by
   * 90. A picture of one colour has 0.
   */
  public int quality() {
    return quality;
  }

  /** Tells whether there is enough to see for the hash to mean something. */
  public boolean isTelling() {
    return quality >= LEAST_QUALITY;
  }

  /** Returns the hash that the picture would have, turned or mirrored like this. */
  public PerceptualHash hash(Dihedral form) {
    double[] turned = new double[coefficients.length];
    for (int i = 0; i < FREQUENCIES; i++) {
      for (int j = 0; j < FREQUENCIES; j++) {
        double value = coefficients[form.transposes ? j * FREQUENCIES + i : i * FREQUENCIES + j];
        // Cosines of odd frequencies, those at even indices, are odd about the centre.
        boolean negated = (form.mirrors && j % 2 == 0) != (form.flips && i % 2 == 0);
        turned[i * FREQUENCIES + j] = negated ? -value : value;
      }
    }
    return thresholded(turned);
  }

  /** Returns the hashes of all eight forms, in the order of {@link Dihedral}. */
  public List<PerceptualHash> hashes() {
    return Stream.of(Dihedral.values()).map(this::hash).toList();
  }

  private static PerceptualHash thresholded(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2 - 1];
    long[] words = new long[values.length / Long.SIZE];
    for (int i = 0; i < values.length; i++) {
      if (values[i] > median) {
        words[i / Long.SIZE] |= 1L << i;
      }
    }
    return new PerceptualHash(words[0], words[1], words[2], words[3]);
  }
}
