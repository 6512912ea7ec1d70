package io.github.diffusion4j.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How many there are of each.
 *
 * @param bins in order
 */
public record Histogram(List<Bin> bins) {
  /** Copies the list. */
  public Histogram {
    bins = List.copyOf(bins);
  }

  /** So many of one kind. */
  public record Bin(String label, int count) {}

  static Histogram of(Map<String, Integer> counts) {
    return new Histogram(
        counts.entrySet().stream()
            .map(count -> new Bin(count.getKey(), count.getValue()))
            .toList());
  }

  /** Puts the most frequent first. */
  static Histogram byCount(Map<String, Integer> counts) {
    return new Histogram(
        of(counts).bins().stream().sorted(Comparator.comparingInt(Bin::count).reversed()).toList());
  }

  /**
   * Counts values between edges; bins at either end that nothing falls into are left out.
   *
   * @param edges ascending; bin i holds what is below edge i and not below the one before
   * @param labels one more than edges
   */
  static Histogram of(DoubleStream values, double[] edges, List<String> labels) {
    int[] counts = new int[labels.size()];
    values.forEach(
        value -> {
          int bin = 0;
          while (bin < edges.length && value >= edges[bin]) {
            bin++;
          }
          counts[bin]++;
        });
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = from; i < to; i++) {
      bins.add(new Bin(labels.get(i), counts[i]));
    }
    return new Histogram(bins);
  }
}
