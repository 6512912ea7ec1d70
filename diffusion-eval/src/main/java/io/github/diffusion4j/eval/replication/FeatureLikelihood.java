package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Spread;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The feature likelihood divergence (Jiralerspong et al. 2023): how much less likely held-out
 * pictures are under Gaussians around generated pictures than under ones around training pictures,
 * 100 times the difference in nats a dimension. Features are scaled to the held-out pictures' mean
 * and deviation; the variances are fitted to the training pictures ({@link GaussianMixture}).
 *
 * @param divergence near 0 for pictures as good as training pictures, larger for worse ones; copies
 *     get tiny variances, and with copies alone it is beyond 1000
 * @param gap the same of training less that of held-out pictures: near 0, and far below for copies
 */
public record FeatureLikelihood(double divergence, double gap) {
  private static final int CENTRES = 1000;
  private static final int ROWS = 2000;

  /**
   * Measures pictures, 1000 generated and 2000 others at most, from all over the sets. Of the
   * training pictures every second one is a centre that generated ones are compared with.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable,
   *     or there are fewer than 4 training or 2 held-out pictures
   */
  public static FeatureLikelihood of(Features training, Features heldOut, Features generated) {
    training.requireRows(4, "a feature likelihood");
    heldOut.requireRows(2, "a feature likelihood");
    double[] mean = heldOut.mean();
    double[] deviation = deviation(heldOut.minus(mean));
    Features rows = scaled(some(training, ROWS), mean, deviation);
    Features unseen = scaled(some(heldOut, ROWS), mean, deviation);
    Features centres = scaled(some(generated, CENTRES), mean, deviation);
    GaussianMixture mixture = MixtureFit.of(centres, rows);
    double surprise = surprise(mixture, unseen);

    int half = rows.size() / 2;
    int[] even = IntStream.range(0, half).map(i -> 2 * i).toArray();
    int[] odd = IntStream.range(0, half).map(i -> 2 * i + 1).toArray();
    GaussianMixture best = MixtureFit.of(some(rows.select(even), centres.size()), rows.select(odd));
    return new FeatureLikelihood(
        100 * (surprise - surprise(best, unseen)), 100 * (surprise(mixture, rows) - surprise));
  }

  private static Features some(Features all, int most) {
    return all.select(Spread.over(all.size(), most));
  }

  /** The mean of {@code -ln p(x) / d}. */
  private static double surprise(GaussianMixture mixture, Features rows) {
    return -Arrays.stream(mixture.logLikelihood(rows)).average().orElseThrow() / rows.dimensions();
  }

  /** A feature that is always the same is left as it is. */
  private static double[] deviation(Features centred) {
    double[] deviation = new double[centred.dimensions()];
    for (int j = 0; j < deviation.length; j++) {
      double squares = 0;
      for (int i = 0; i < centred.size(); i++) {
        squares += centred.value(i, j) * centred.value(i, j);
      }
      deviation[j] = squares == 0 ? 1 : Math.sqrt(squares / (centred.size() - 1));
    }
    return deviation;
  }

  private static Features scaled(Features rows, double[] mean, double[] deviation) {
    double[][] scaled = new double[rows.size()][rows.dimensions()];
    for (int i = 0; i < scaled.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        scaled[i][j] = (rows.value(i, j) - mean[j]) / deviation[j];
      }
    }
    return Features.of(rows.descriptor(), scaled);
  }
}
