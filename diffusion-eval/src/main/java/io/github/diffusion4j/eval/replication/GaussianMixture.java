package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;

/**
 * The density that FLD asks for the likelihood of held-out pictures (Jiralerspong et al. 2023,
 * section 3): equally weighted round Gaussians around generated pictures.
 *
 * <pre>
 * ln p(x) = ln (1 / n) sum_i exp(-|x - c_i|^2 / (2 s_i) - d / 2 ln (2 pi s_i))
 * </pre>
 *
 * with a variance s_i of its own for each. Fitted to the training set, a copy gets a tiny variance,
 * and the likelihood of held-out pictures falls.
 *
 * @param centres generated pictures
 * @param logVariances {@code ln s_i}, one a centre
 */
public record GaussianMixture(Features centres, double[] logVariances) {

  /**
   * Checks the numbers.
   *
   * @throws EvaluationException if there are not as many variances as centres, or one is NaN or
   *     infinite
   */
  public GaussianMixture {
    if (centres.size() != logVariances.length) {
      throw new EvaluationException(
          "%d centres and %d variances of a mixture; give each centre its own"
              .formatted(centres.size(), logVariances.length));
    }
    for (double logVariance : logVariances) {
      if (!Double.isFinite(logVariance)) {
        throw new EvaluationException(
            "a mixture's logarithm of a variance is " + logVariance + "; all must be finite");
      }
    }
  }

  /**
   * Returns the log-likelihood of each row, in nats.
   *
   * @throws EvaluationException if the rows are not comparable with the centres
   */
  public double[] logLikelihood(Features rows) {
    double[] result = new double[rows.size()];
    int d = rows.dimensions();
    Pairs.squaredDistances(
        rows,
        centres,
        (row, squared) -> {
          double largest = Double.NEGATIVE_INFINITY;
          for (int i = 0; i < squared.length; i++) {
            squared[i] =
                -0.5
                    * (squared[i] * Math.exp(-logVariances[i])
                        + d * (logVariances[i] + Math.log(2 * Math.PI)));
            largest = Math.max(largest, squared[i]);
          }
          double sum = 0;
          for (double term : squared) {
            sum += Math.exp(term - largest);
          }
          result[row] = largest + Math.log(sum / squared.length);
        });
    return result;
  }
}
