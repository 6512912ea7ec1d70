package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.eval.replication.PairScores;
import io.github.diffusion4j.eval.replication.Ranking;
import java.util.Arrays;

/**
 * How well copies are found among pictures that are none.
 *
 * @param recall the share of copies that are more like their source than all but one in a thousand
 *     of the other queries are like whatever they are most like: what would be found at a threshold
 *     that lets so many pass, none if there are fewer than a thousand
 * @param recallAtOnePercent the same at a threshold that lets one in a hundred pass
 * @param microAp the micro average precision of all pairs of all queries, of each query the {@link
 *     #PAIRS} best, as in ISC2021
 * @param meanAp the mean over copies of the average precision of the source's rank, in trapezoid
 *     form; of equally alike pictures the source comes last
 */
public record CopyFigures(double recall, double recallAtOnePercent, double microAp, double meanAp) {
  /** So many pairs of each query are in the ranking of all. */
  public static final int PAIRS = 10;

  /**
   * Counts.
   *
   * @param copies {@code [copies][gallery]}, similarities of the copies
   * @param sources of each copy the index in the gallery
   * @param others {@code [others][gallery]}, similarities of pictures of which nothing is in the
   *     gallery
   */
  public static CopyFigures of(double[][] copies, int[] sources, double[][] others) {
    PairScores best = best(copies, sources, others);
    return new CopyFigures(
        best.recallAtFalsePositiveRate(0.001),
        best.recallAtFalsePositiveRate(0.01),
        microAp(copies, sources, others),
        meanAp(copies, sources));
  }

  /** Takes one pair of each query: a copy with its source, another with what it is most like. */
  private static PairScores best(double[][] copies, int[] sources, double[][] others) {
    double[] scores = new double[copies.length + others.length];
    boolean[] flags = new boolean[scores.length];
    for (int i = 0; i < copies.length; i++) {
      scores[i] = copies[i][sources[i]];
      flags[i] = true;
    }
    for (int i = 0; i < others.length; i++) {
      scores[copies.length + i] = Arrays.stream(others[i]).max().orElseThrow();
    }
    return PairScores.of(scores, flags, copies.length);
  }

  private static double microAp(double[][] copies, int[] sources, double[][] others) {
    int pairs = Math.min(PAIRS, copies[0].length);
    double[] scores = new double[(copies.length + others.length) * pairs];
    boolean[] flags = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      int query = i / pairs;
      if (i % pairs == 0) {
        boolean copy = query < copies.length;
        double[] row = copy ? copies[query] : others[query - copies.length];
        int source = copy ? sources[query] : -1;
        int[] best = best(row, source, pairs);
        for (int k = 0; k < pairs; k++) {
          scores[i + k] = row[best[k]];
          flags[i + k] = best[k] == source;
        }
      }
    }
    return PairScores.of(scores, flags, copies.length).averagePrecision();
  }

  /** Returns the indices of the highest scores; of equal ones the last are left out first. */
  private static int[] best(double[] scores, int last, int count) {
    int[] best = new int[count];
    int held = 0;
    for (int i = 0; i <= scores.length; i++) {
      // The source has its turn after all others, behind those that are as high.
      int at = i == scores.length ? last : i;
      if (at < 0 || i < scores.length && i == last) {
        continue;
      }
      if (held < count || scores[at] > scores[best[count - 1]]) {
        int place = held < count ? held++ : count - 1;
        for (; place > 0 && scores[at] > scores[best[place - 1]]; place--) {
          best[place] = best[place - 1];
        }
        best[place] = at;
      }
    }
    return best;
  }

  private static double meanAp(double[][] copies, int[] sources) {
    double sum = 0;
    for (int i = 0; i < copies.length; i++) {
      double own = copies[i][sources[i]];
      int rank = (int) Arrays.stream(copies[i]).filter(score -> score >= own).count() - 1;
      sum += new Ranking(new int[] {rank}, 1).averagePrecision();
    }
    return sum / copies.length;
  }
}
