package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import java.util.function.DoubleUnaryOperator;

/** The sums that estimates of a squared maximum mean discrepancy are made of. */
record KernelSums(Block xx, Block yy, Block xy) {

  /** The sum of a kernel over all pairs, and over those of equal index. */
  record Block(double all, double diagonal, long rows, long columns) {}

  /** Sums a kernel of inner products. */
  static KernelSums ofProducts(Features x, Features y, DoubleUnaryOperator kernel) {
    return of(x, y, Pairs::products, kernel);
  }

  /** Sums a kernel of squared distances. */
  static KernelSums ofDistances(Features x, Features y, DoubleUnaryOperator kernel) {
    return of(x, y, Pairs::squaredDistances, kernel);
  }

  private interface AllPairs {
    void show(Features queries, Features rows, Pairs.Visitor visitor);
  }

  private static KernelSums of(Features x, Features y, AllPairs pairs, DoubleUnaryOperator kernel) {
    x.requireComparable(y);
    return new KernelSums(
        block(x, x, pairs, kernel), block(y, y, pairs, kernel), block(x, y, pairs, kernel));
  }

  private static Block block(Features a, Features b, AllPairs pairs, DoubleUnaryOperator kernel) {
    double[] sums = new double[a.size()];
    double[] diagonal = new double[a.size()];
    pairs.show(
        a,
        b,
        (query, values) -> {
          double sum = 0;
          for (double value : values) {
            sum += kernel.applyAsDouble(value);
          }
          sums[query] = sum;
          diagonal[query] = query < values.length ? kernel.applyAsDouble(values[query]) : 0;
        });
    return new Block(sum(sums), sum(diagonal), a.size(), b.size());
  }

  /** Adds in order, so that threads change nothing. */
  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  double squaredDiscrepancy(Estimator estimator) {
    return switch (estimator) {
      case BIASED -> mean(xx) + mean(yy) - 2 * mean(xy);
      case UNBIASED -> withoutDiagonal(xx) + withoutDiagonal(yy) - 2 * mean(xy);
      case U_STATISTIC -> {
        if (xy.rows != xy.columns) {
          throw new EvaluationException(
              "the U-statistic pairs the sets' rows, and they have %d and %d; take UNBIASED, or equally many"
                  .formatted(xy.rows, xy.columns));
        }
        yield withoutDiagonal(xx) + withoutDiagonal(yy) - 2 * withoutDiagonal(xy);
      }
    };
  }

  private static double mean(Block block) {
    return block.all / ((double) block.rows * block.columns);
  }

  private static double withoutDiagonal(Block block) {
    if (block.rows < 2) {
      throw new EvaluationException(
          "an unbiased estimate over pairs needs at least 2 pictures in each set, not "
              + block.rows);
    }
    return (block.all - block.diagonal) / ((double) block.rows * (block.rows - 1));
  }
}
