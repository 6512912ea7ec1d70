package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the picture of a set that another picture is most like, by one measure of similarity.
 *
 * <p>Which similarity means a copy is for calibration to say: it depends on the measure, on the
 * pictures and on how many there are.
 */
public interface Detector {
  /** Returns what every result of it carries. */
  DescriptorIdentity identity();

  /** Returns the similarity below which no calibration may call a picture a copy. */
  double floor();

  /** Returns the similarity from which two pictures are the same picture, stored twice. */
  double same();

  /**
   * Returns the names of the kinds of copies ({@code eval.plant}) that it is to see. It is measured
   * on them in every run, and what a verdict says holds for copies of these kinds.
   */
  Set<String> claims();

  /**
   * Takes pictures to search among.
   *
   * @throws EvaluationException if one cannot be described
   */
  Gallery gallery(Dataset pictures);

  /**
   * Returns the same detector with a search that is faster among very many pictures and may miss
   * the most similar one; nothing if an exact search is all it has.
   */
  default Optional<Detector> approximate() {
    return Optional.empty();
  }

  /** Pictures to search among. Thread-safe. */
  interface Gallery {
    /**
     * Finds the most similar picture of each of others; of equal ones the first.
     *
     * @return one a picture
     * @throws EvaluationException if one cannot be described
     */
    Match[] nearest(Dataset pictures);

    /**
     * Finds the most similar other picture of each of these.
     *
     * @throws EvaluationException if there are fewer than 2
     */
    Match[] others();

    /** Returns the same pictures, searched exactly: this itself if it does so already. */
    default Gallery exact() {
      return this;
    }

    /**
     * Counts the pictures that are more similar to one of these than a limit, itself left out.
     *
     * @param row index of the one
     */
    int countAbove(int row, double similarity);
  }

  /**
   * The most similar picture.
   *
   * @param row its index in the gallery
   * @param similarity a finite number, at most 1; higher is more alike
   */
  record Match(int row, double similarity) {
    /**
     * Checks that there is a similarity: nothing is ever above a threshold by being NaN.
     *
     * @throws EvaluationException if it is NaN or infinite
     */
    public Match {
      if (!Double.isFinite(similarity)) {
        throw new EvaluationException(
            "a picture's similarity to training picture %d is %s; mend the detector before judging by it"
                .formatted(row, similarity));
      }
    }
  }
}
