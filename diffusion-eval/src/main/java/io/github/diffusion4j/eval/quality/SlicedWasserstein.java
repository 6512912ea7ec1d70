package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import java.util.stream.IntStream;

/**
 * Sliced Wasserstein distances of order 2 (Rabin et al. 2012): the mean over random directions u,
 * evenly on the sphere, of the squared distance {@code W2^2} between the sets' projections, which
 * in one dimension is {@code integral (Qx(t) - Qy(t))^2 dt} over quantile functions and exact for
 * sets of different sizes.
 *
 * <p>Each direction sees one marginal; a difference in few of many directions, and a few copies, it
 * does not see.
 */
public final class SlicedWasserstein {
  private SlicedWasserstein() {}

  /**
   * Returns the mean squared distance over directions, in squared features. For a shift by v it is
   * {@code |v|^2 / d} on average; 3 d times it is what MIND names its value.
   *
   * @param directions how many, at least 1
   * @throws EvaluationException if the sets are not comparable, or no direction is asked for
   */
  public static double squared(Features x, Features y, int directions, long seed) {
    x.requireComparable(y);
    if (directions < 1) {
      throw new EvaluationException(directions + " directions asked for; ask for at least 1");
    }
    return SlicedProjections.of(x, y, directions, seed)
        .squared(IntStream.range(0, x.size()).toArray());
  }

  /** Both sorted; walks along the steps of both quantile functions. */
  static double squaredAlong(double[] x, double[] y) {
    double sum = 0;
    long at = 0;
    long total = (long) x.length * y.length;
    int i = 0;
    int j = 0;
    while (at < total) {
      long next = Math.min((i + 1L) * y.length, (j + 1L) * x.length);
      sum += (next - at) * (x[i] - y[j]) * (x[i] - y[j]);
      at = next;
      i += at == (i + 1L) * y.length ? 1 : 0;
      j += at == (j + 1L) * x.length ? 1 : 0;
    }
    return sum / total;
  }

  /**
   * Returns an approximation without sampling (Nadjahi et al. 2021, from the concentration of
   * random projections):
   *
   * <pre>
   * sqrt(|mx - my|^2 / d + (sqrt(vx) - sqrt(vy))^2),  v = mean |row - mean|^2 / d
   * </pre>
   *
   * A quick look: it sees means and total variances only.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static double approximate(Features x, Features y) {
    x.requireComparable(y);
    double[] meanX = x.mean();
    double[] meanY = y.mean();
    double shift = 0;
    for (int j = 0; j < meanX.length; j++) {
      shift += (meanX[j] - meanY[j]) * (meanX[j] - meanY[j]);
    }
    double spread = spread(x.minus(meanX)) - spread(y.minus(meanY));
    return Math.sqrt(shift / meanX.length + spread * spread);
  }

  private static double spread(Features centred) {
    double squares = 0;
    for (int i = 0; i < centred.size(); i++) {
      squares += centred.dot(i, centred, i);
    }
    return Math.sqrt(squares / centred.size() / centred.dimensions());
  }
}
