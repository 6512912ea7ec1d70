package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Clusters;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import java.util.Arrays;

/**
 * Whether generated pictures lie nearer to the training set than held-out ones do (Meehan et al.
 * 2020, section 3), by the Mann-Whitney test on distances L to the nearest training picture:
 *
 * <pre>
 * U   = number of pairs with L(generated) > L(heldOut), half for equal ones
 * Z_U = (U - (n m / 2 - 1/2)) / sqrt(n m (n + m + 1) / 12)
 * </pre>
 *
 * for n held-out and m generated pictures. Far below 0 for copying, above 0 for under-fitting,
 * about standard normal else. C_T is its mean over cells of the training set, so that copying in
 * one region does not hide behind another; it depends on how cells fall.
 *
 * <p>Neither can see less than some 5 to 20 % of copies.
 */
public final class DataCopying {
  private DataCopying() {}

  /**
   * Returns Z_U.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static double zScore(Features heldOut, Features generated, Features training) {
    return zScore(Pairs.toNearest(heldOut, training), Pairs.toNearest(generated, training));
  }

  private static double zScore(double[] heldOut, double[] generated) {
    double n = heldOut.length;
    double m = generated.length;
    double[] sorted = heldOut.clone();
    Arrays.sort(sorted);
    double u = 0;
    for (double distance : generated) {
      u += (below(sorted, distance) + below(sorted, Math.nextUp(distance))) / 2.0;
    }
    return (u - (n * m / 2 - 0.5)) / Math.sqrt(n * m * (n + m + 1) / 12);
  }

  /** How many of the sorted numbers are below a limit. */
  private static int below(double[] sorted, double limit) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Returns C_T: the mean of Z_U over cells, each with its share of the held-out pictures, leaving
   * out cells with too few generated ones.
   *
   * @param cells of the training set, such as 3 by {@link Clusters#of}
   * @param leastShare of all generated pictures that a cell must hold; 20 / m is usual
   * @throws EvaluationException if the sets are not comparable, or no cell has pictures of all
   *     three
   */
  public static double overCells(
      Features heldOut, Features generated, Features training, Clusters cells, double leastShare) {
    int[][] heldOutIn = cells.members(heldOut);
    int[][] generatedIn = cells.members(generated);
    int[][] trainingIn = cells.members(training);
    double weighted = 0;
    double weights = 0;
    for (int c = 0; c < cells.count(); c++) {
      int m = generatedIn[c].length;
      boolean whole = m > 0 && heldOutIn[c].length > 0 && trainingIn[c].length > 0;
      if (whole && (double) m / generated.size() > leastShare) {
        double z =
            zScore(
                heldOut.select(heldOutIn[c]),
                generated.select(generatedIn[c]),
                training.select(trainingIn[c]));
        weighted += z * heldOutIn[c].length;
        weights += heldOutIn[c].length;
      }
    }
    if (weights == 0) {
      throw new EvaluationException(
          "none of %d cells holds held-out, training and more than %s of the generated pictures; take fewer cells"
              .formatted(cells.count(), leastShare));
    }
    return weighted / weights;
  }
}
