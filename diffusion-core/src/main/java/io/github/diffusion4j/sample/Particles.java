package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;

/**
 * The weights of the particles that one picture is chosen of. Their noise is the sampler's; what is
 * random here is who goes on.
 */
final class Particles {
  private final RandomStream stream;
  private final double[] logWeights;
  private final double[] scores;

  Particles(int count, RandomStream stream) {
    this.stream = stream;
    logWeights = new double[count];
    scores = new double[count];
  }

  /** Makes a particle more likely by how much its score, times the strength, has grown. */
  void weigh(int particle, double score) {
    logWeights[particle] += score - scores[particle];
    scores[particle] = score;
  }

  /** Returns how many particles of equal weight would be worth as much: Kish's number. */
  double effectiveNumber() {
    double sum = 0;
    double squares = 0;
    for (double weight : weights()) {
      sum += weight;
      squares += weight * weight;
    }
    return sum * sum / squares;
  }

  /**
   * Draws as many particles anew, by their weights, and forgets the weights (systematic resampling,
   * Kitagawa 1996).
   *
   * @return which particle is in each place now
   */
  int[] resample() {
    double[] weights = weights();
    double total = Arrays.stream(weights).sum();
    int[] parents = new int[weights.length];
    double place = stream.nextDouble();
    int particle = 0;
    double reached = weights[0];
    for (int i = 0; i < parents.length; i++) {
      double wanted = (i + place) / parents.length * total;
      while (reached <= wanted && particle < weights.length - 1) {
        reached += weights[++particle];
      }
      parents[i] = particle;
    }
    double[] before = scores.clone();
    Arrays.setAll(scores, i -> before[parents[i]]);
    Arrays.fill(logWeights, 0);
    return parents;
  }

  /** Draws one particle by weight; the first if they are all alike. */
  int choose() {
    return effectiveNumber() == logWeights.length ? 0 : resample()[stream.nextInt(scores.length)];
  }

  /** The weights over the largest of them. */
  private double[] weights() {
    double largest = Arrays.stream(logWeights).max().orElseThrow();
    return Arrays.stream(logWeights).map(log -> Math.exp(log - largest)).toArray();
  }
}
