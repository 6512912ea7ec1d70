package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Answer;
import io.github.diffusion4j.bench.Statistics;
import java.util.List;
import java.util.Map;

/** What became of one contender in one work. */
sealed interface Outcome {
  /** Returns the contender's name. */
  String contender();

  /**
   * It took part.
   *
   * @param contender its name
   * @param title name and version of what it is
   * @param parameters how many numbers its weights hold
   * @param milliseconds of each repetition, in order, warm-up left out
   * @param times their statistics
   * @param peakBytes the most memory it held; 0 if unknown
   * @param figures what else it said
   */
  record Measured(
      String contender,
      String title,
      long parameters,
      List<Double> milliseconds,
      Statistics times,
      long peakBytes,
      Map<String, Double> figures)
      implements Outcome {
    static Measured of(
        String contender, Answer.Ready ready, List<Double> milliseconds, Answer.Done done) {
      return new Measured(
          contender,
          ready.title(),
          ready.parameters(),
          List.copyOf(milliseconds),
          Statistics.of(milliseconds),
          done.peakBytes(),
          Map.copyOf(done.figures()));
    }
  }

  /**
   * It did not.
   *
   * @param contender its name
   * @param reason why, in a sentence
   */
  record Absent(String contender, String reason) implements Outcome {}
}
