package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;

/**
 * How well a picture fits its caption, by embeddings of one CLIP model for both (Hessel et al.
 * 2021, equation 1): {@code weight * max(cos(picture, text), 0)}.
 *
 * <p>The paper's weight is 2.5, that of most tools 100: say which with every number. A copied
 * picture fits its caption very well.
 *
 * @param weight above 0
 */
public record ClipScore(double weight) {

  /**
   * Scores each picture with the text of the same index.
   *
   * @return one score a pair, 0 to the weight
   * @throws EvaluationException if there are not as many texts as pictures, they are not
   *     comparable, or a row is all zeros
   */
  public double[] of(Features pictures, Features texts) {
    pictures.requireComparable(texts);
    if (pictures.size() != texts.size()) {
      throw new EvaluationException(
          pictures.size() + " pictures and " + texts.size() + " texts; give each picture its text");
    }
    Features left = pictures.normalised();
    Features right = texts.normalised();
    double[] scores = new double[left.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = weight * Math.max(left.dot(i, right, i), 0);
    }
    return scores;
  }
}
