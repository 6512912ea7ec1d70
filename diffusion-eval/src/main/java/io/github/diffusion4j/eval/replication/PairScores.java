package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * All pairs of all queries in one ranking by score, as a single threshold sees them (Douze et al.
 * 2021, ISC2021). Pairs of equal score are above or below a threshold together, so their order does
 * not count.
 */
public final class PairScores {
  private final double[] scores;
  private final boolean[] copies;
  private final int positives;

  private PairScores(double[] scores, boolean[] copies, int positives) {
    this.scores = scores;
    this.copies = copies;
    this.positives = positives;
  }

  /**
   * Ranks pairs.
   *
   * @param scores the higher, the more alike
   * @param copies which pairs are copies
   * @param positives how many copies there are, also those that are in no pair
   * @throws EvaluationException if there are not as many flags as scores, a score is NaN, or there
   *     are fewer positives than flags set, or none
   */
  public static PairScores of(double[] scores, boolean[] copies, int positives) {
    long set = IntStream.range(0, copies.length).filter(i -> copies[i]).count();
    if (scores.length != copies.length || positives < Math.max(1, set)) {
      throw new EvaluationException(
          "%d scores, %d flags, %d of them copies, of %d; each score has a flag, and there is at least one copy"
              .formatted(scores.length, copies.length, set, positives));
    }
    if (Arrays.stream(scores).anyMatch(Double::isNaN)) {
      throw new EvaluationException("a pair's score is NaN; mend the descriptor first");
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] ranked = new boolean[copies.length];
    IntStream.range(0, order.length).forEach(i -> ranked[i] = copies[order[i]]);
    return new PairScores(
        Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(), ranked, positives);
  }

  /**
   * Returns the micro average precision: {@code sum (recall_i - recall_(i-1)) precision_i} over
   * thresholds from the highest score down.
   */
  public double averagePrecision() {
    double sum = 0;
    int found = 0;
    for (int from = 0; from < scores.length; ) {
      int to = endOfTies(from);
      int more = copiesIn(from, to);
      found += more;
      sum += (double) more / positives * found / to;
      from = to;
    }
    return sum;
  }

  /**
   * Returns the largest share of copies above a threshold that lets at most a share of the other
   * pairs pass.
   *
   * @param rate of false positives, 0 to 1
   */
  public double recallAtFalsePositiveRate(double rate) {
    int others = scores.length - copiesIn(0, scores.length);
    int found = 0;
    for (int from = 0; from < scores.length; ) {
      int to = endOfTies(from);
      int now = found + copiesIn(from, to);
      if (to - now > rate * others) {
        break;
      }
      found = now;
      from = to;
    }
    return (double) found / positives;
  }

  /**
   * Returns the largest share of copies above a threshold above which at least a share of the pairs
   * are copies.
   *
   * @param precision such as 0.9
   */
  public double recallAtPrecision(double precision) {
    int found = 0;
    int best = 0;
    for (int from = 0; from < scores.length; ) {
      int to = endOfTies(from);
      found += copiesIn(from, to);
      if (found >= precision * to) {
        best = found;
      }
      from = to;
    }
    return (double) best / positives;
  }

  private int endOfTies(int from) {
    int to = from + 1;
    while (to < scores.length && scores[to] == scores[from]) {
      to++;
    }
    return to;
  }

  private int copiesIn(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += copies[i] ? 1 : 0;
    }
    return count;
  }
}
