package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;

/**
 * How the samples of a set of pictures are spread, by channel, and how colourful they are. All
 * numbers are of samples from 0 (black) to 1.
 *
 * <p>It sees no places: shuffled pixels have the same colours, and so has a copied set.
 *
 * @param shares {@code [channels][256]}, the share of samples of each level
 * @param chroma the mean over pixels of the largest less the smallest channel; 0 for grey
 */
public record ColourStatistics(double[][] shares, double chroma) {
  private static final int LEVELS = 256;

  /**
   * Counts the samples of pictures of any sizes.
   *
   * @throws EvaluationException if there are none, or grey ones among RGB ones
   */
  public static ColourStatistics of(Iterable<Image> pictures) {
    long[][] counts = null;
    long pixels = 0;
    long spread = 0;
    for (Image picture : pictures) {
      if (counts == null) {
        counts = new long[picture.channels()][LEVELS];
      }
      if (counts.length != picture.channels()) {
        throw new EvaluationException(
            "%s among pictures of %d channels; convert all to grey or to RGB"
                .formatted(picture, counts.length));
      }
      byte[] samples = picture.samples();
      for (int i = 0; i < samples.length; i += counts.length) {
        spread += count(samples, i, counts);
        pixels++;
      }
    }
    if (counts == null) {
      throw new EvaluationException("colours of no pictures; give at least one");
    }
    double all = pixels;
    double[][] shares =
        Arrays.stream(counts)
            .map(levels -> Arrays.stream(levels).mapToDouble(count -> count / all).toArray())
            .toArray(double[][]::new);
    return new ColourStatistics(shares, spread / all / (LEVELS - 1));
  }

  /**
   * Returns the mean of statistics of as many pixels each and of one number of channels: those of
   * all pixels.
   *
   * @throws EvaluationException if there are none
   */
  static ColourStatistics mean(List<ColourStatistics> all) {
    if (all.isEmpty()) {
      throw new EvaluationException("a mean of no colours; give at least one");
    }
    double[][] shares = new double[all.get(0).shares.length][LEVELS];
    double chroma = 0;
    for (ColourStatistics each : all) {
      chroma += each.chroma / all.size();
      for (int c = 0; c < shares.length; c++) {
        for (int level = 0; level < LEVELS; level++) {
          shares[c][level] += each.shares[c][level] / all.size();
        }
      }
    }
    return new ColourStatistics(shares, chroma);
  }

  private static int count(byte[] samples, int from, long[][] counts) {
    int smallest = LEVELS;
    int largest = 0;
    for (int c = 0; c < counts.length; c++) {
      int level = samples[from + c] & 0xFF;
      counts[c][level]++;
      smallest = Math.min(smallest, level);
      largest = Math.max(largest, level);
    }
    return largest - smallest;
  }

  /** Returns the mean of a channel. */
  public double mean(int channel) {
    return moment(channel, 0, 1);
  }

  /** Returns the standard deviation of a channel over all pixels of all pictures. */
  public double deviation(int channel) {
    return Math.sqrt(moment(channel, mean(channel), 2));
  }

  private double moment(int channel, double centre, int power) {
    double sum = 0;
    for (int level = 0; level < LEVELS; level++) {
      sum += shares[channel][level] * Math.pow(level / (LEVELS - 1.0) - centre, power);
    }
    return sum;
  }

  /**
   * Returns the mean over channels of the Wasserstein distance of order 1 between the levels'
   * distributions: how far samples are to be moved, 0 to 1.
   *
   * @throws EvaluationException if one set is grey and the other RGB
   */
  public double distance(ColourStatistics other) {
    if (shares.length != other.shares.length) {
      throw new EvaluationException(
          "colours of %d and of %d channels; convert both sets to grey or to RGB"
              .formatted(shares.length, other.shares.length));
    }
    double sum = 0;
    for (int c = 0; c < shares.length; c++) {
      double below = 0;
      for (int level = 0; level < LEVELS - 1; level++) {
        below += shares[c][level] - other.shares[c][level];
        sum += Math.abs(below);
      }
    }
    return sum / shares.length / (LEVELS - 1);
  }
}
