package io.github.diffusion4j.bench;

import java.util.List;
import java.util.stream.Collectors;

/** The works there are. */
public final class Works {
  private static final List<Work> ALL =
      List.of(
          reference("reference-step", 2, true),
          reference("reference-forward", 3, false),
          // The preset edm-small without classes, on pictures as they come.
          new UNetWork("small-step", 3, true, 128, 0, 28, 1, 32, List.of(1, 2, 2), 1, 7, 32),
          // RaMViD at the smallest size that is still worth training.
          new UNetWork("video-step", 5, true, 8, 8, 16, 1, 12, List.of(1, 2), 1, 8, 12),
          new TransformerWork("transformer-step", 2, 16, 256, 256, 12, 8, 4),
          new NeighboursWork("neighbours", 1, 10_000, 60_000, 512, 10));

  private Works() {}

  /** Returns all works, in the order in which they are done. */
  public static List<Work> all() {
    return ALL;
  }

  /**
   * Returns the work of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Work named(String name) {
    return ALL.stream()
        .filter(work -> work.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no work is called '"
                        + name
                        + "'; there are "
                        + ALL.stream().map(Work::name).collect(Collectors.joining(", "))));
  }

  /** The network of docs/adr/0001: 6.9 million parameters. */
  private static Work reference(String name, int repetitions, boolean training) {
    return new UNetWork(name, repetitions, training, 32, 0, 32, 3, 64, List.of(1, 2, 2), 2, 16, 32);
  }
}
