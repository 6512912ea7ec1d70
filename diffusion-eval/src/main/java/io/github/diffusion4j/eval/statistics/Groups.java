package io.github.diffusion4j.eval.statistics;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which samples belong together and are left out or drawn as one. Immutable.
 *
 * <p>Pictures of one prompt or one seed are alike; resampling them one by one makes intervals too
 * short.
 *
 * @param members the indices of each group's samples; every index from 0 on is in one of them
 */
public record Groups(List<int[]> members) {

  /** Every sample on its own. */
  public static Groups single(int samples) {
    return new Groups(IntStream.range(0, samples).mapToObj(i -> new int[] {i}).toList());
  }

  /**
   * Blocks of nearly equal size, drawn at random.
   *
   * @throws IllegalArgumentException if there are fewer than 2 blocks or more than samples
   */
  public static Groups blocks(int samples, int blocks, long seed) {
    if (blocks < 2 || blocks > samples) {
      throw new IllegalArgumentException(
          "%d blocks of %d samples; make at least 2 and at most one for each"
              .formatted(blocks, samples));
    }
    int[] order = Permutations.of(samples, RandomStream.of(seed, "eval.blocks", 0));
    List<int[]> members = new ArrayList<>();
    for (long b = 0; b < blocks; b++) {
      int from = (int) (b * samples / blocks);
      int to = (int) ((b + 1) * samples / blocks);
      members.add(IntStream.range(from, to).map(i -> order[i]).sorted().toArray());
    }
    return new Groups(List.copyOf(members));
  }

  /** The samples that have a key in common: a prompt, a seed. */
  public static Groups byKey(List<?> keys) {
    Map<Object, List<Integer>> found = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      found.computeIfAbsent(keys.get(i), key -> new ArrayList<>()).add(i);
    }
    return new Groups(
        found.values().stream()
            .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
            .toList());
  }

  /** Returns how many groups there are. */
  public int size() {
    return members.size();
  }

  /** Returns the samples of some groups, one group after the other. */
  int[] samples(int... groups) {
    return IntStream.of(groups).flatMap(g -> IntStream.of(members.get(g))).toArray();
  }

  /** Returns the samples of all groups but one. */
  int[] without(int left) {
    return samples(IntStream.range(0, size()).filter(g -> g != left).toArray());
  }

  /** Returns all samples in ascending order. */
  int[] all() {
    return members.stream().flatMapToInt(IntStream::of).sorted().toArray();
  }
}
