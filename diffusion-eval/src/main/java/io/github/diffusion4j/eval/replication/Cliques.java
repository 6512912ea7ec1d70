package io.github.diffusion4j.eval.replication;

import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Pictures that are all like each other. */
public final class Cliques {
  private Cliques() {}

  /**
   * Returns the size of a large clique: from each picture on, those are added that are like all
   * before, the ones with most like them first. The largest there is may be larger; to know is
   * hard.
   *
   * @param alike for each picture, those that are like it; mutual
   * @return at least 1, unless there are no pictures
   */
  public static int largest(BitSet[] alike) {
    int[] order =
        IntStream.range(0, alike.length)
            .boxed()
            .sorted(Comparator.comparingInt(i -> -alike[i].cardinality()))
            .mapToInt(Integer::intValue)
            .toArray();
    int best = Math.min(1, alike.length);
    for (int first : order) {
      if (alike[first].cardinality() < best) {
        break;
      }
      BitSet open = (BitSet) alike[first].clone();
      int size = 1;
      for (int next : order) {
        if (size + open.cardinality() <= best) {
          break;
        }
        if (next != first && open.get(next)) {
          size++;
          open.clear(next);
          open.and(alike[next]);
        }
      }
      best = Math.max(best, size);
    }
    return best;
  }
}
