package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a mixture's variances to pictures, as FLD has it (Jiralerspong et al. 2023, section 3): 50
 * steps of Adam of size 0.5 on the mean negative log-likelihood a dimension, each variance begun at
 * its centre's nearest picture. While it is fitted, one more Gaussian around the pictures' mean
 * keeps what is far from all centres from deciding everything.
 */
final class MixtureFit {
  private static final int STEPS = 50;
  private static final double RATE = 0.5;
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double LEAST = -40;
  private static final double MOST = 20;

  /** Of the distance from the mean: pictures count as if they were somewhat nearer to it. */
  private static final double NEARER = 0.9 * 0.9;

  /** Rows whose gradients are added up together; a fixed number, so that threads change nothing. */
  private static final int BLOCK = 64;

  private final int dimensions;
  private final double[][] squared;
  private final double[] logVariances;

  /** The last component is the one around the mean. */
  private MixtureFit(int dimensions, double[][] squared) {
    this.dimensions = dimensions;
    this.squared = squared;
    int centres = squared[0].length - 1;
    logVariances = new double[centres + 1];
    for (int i = 0; i < centres; i++) {
      int centre = i;
      double nearest = Arrays.stream(squared).mapToDouble(row -> row[centre]).min().orElseThrow();
      logVariances[i] = Math.log((nearest + 1e-3) / dimensions);
    }
  }

  /**
   * Fits the variances of Gaussians around centres to rows. Memory: a number for each pair.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if they are not comparable
   */
  static GaussianMixture of(Features centres, Features rows) {
    double[][] squared = new double[rows.size()][];
    Features mean = Features.of(rows.descriptor(), new double[][] {rows.mean()});
    Pairs.squaredDistances(
        rows, centres.with(mean), (row, values) -> squared[row] = values.clone());
    for (double[] row : squared) {
      row[row.length - 1] *= NEARER;
    }
    MixtureFit fit = new MixtureFit(rows.dimensions(), squared);
    fit.descend();
    return new GaussianMixture(centres, Arrays.copyOf(fit.logVariances, centres.size()));
  }

  private void descend() {
    double[] first = new double[logVariances.length];
    double[] second = new double[logVariances.length];
    for (int step = 1; step <= STEPS; step++) {
      double[] gradient = gradient();
      double firstBias = 1 - Math.pow(FIRST_DECAY, step);
      double secondBias = 1 - Math.pow(SECOND_DECAY, step);
      for (int i = 0; i < gradient.length; i++) {
        first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient[i];
        second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
        double move = RATE * first[i] / firstBias / (Math.sqrt(second[i] / secondBias) + 1e-8);
        logVariances[i] = Math.max(LEAST, Math.min(MOST, logVariances[i] - move));
      }
    }
  }

  /** The gradient of the mean of {@code -ln p(x) / d} by each logarithm of a variance. */
  private double[] gradient() {
    int blocks = (squared.length + BLOCK - 1) / BLOCK;
    List<double[]> parts = IntStream.range(0, blocks).parallel().mapToObj(this::gradient).toList();
    double[] sum = new double[logVariances.length];
    for (double[] part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i] / squared.length / dimensions;
      }
    }
    return sum;
  }

  private double[] gradient(int block) {
    double[] sum = new double[logVariances.length];
    double[] terms = new double[logVariances.length];
    double share = Math.log(logVariances.length - 1);
    for (int row = block * BLOCK; row < Math.min(squared.length, (block + 1) * BLOCK); row++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < terms.length; i++) {
        terms[i] =
            -0.5 * (squared[row][i] * Math.exp(-logVariances[i]) + dimensions * logVariances[i])
                - (i < terms.length - 1 ? share : 0);
        largest = Math.max(largest, terms[i]);
      }
      double total = 0;
      for (int i = 0; i < terms.length; i++) {
        terms[i] = Math.exp(terms[i] - largest);
        total += terms[i];
      }
      for (int i = 0; i < terms.length; i++) {
        double distance = squared[row][i] * Math.exp(-logVariances[i]);
        sum[i] -= terms[i] / total * 0.5 * (distance - dimensions);
      }
    }
    return sum;
  }
}
