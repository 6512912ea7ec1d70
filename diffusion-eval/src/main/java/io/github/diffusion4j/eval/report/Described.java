package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.TiledDiagnostics;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Spread;
import io.github.diffusion4j.eval.quality.PictureStatistics;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Some pictures of a set and what a descriptor made of them.
 *
 * @param set that they are of
 * @param indices of the pictures in the set
 * @param features one row a picture
 */
record Described(Dataset set, int[] indices, Features features) {
  /** Pictures that are in memory at once. */
  private static final int BATCH = 256;

  /** Describes pictures from all over a set, at most so many. */
  static Described of(Dataset set, int most, Descriptor descriptor) {
    int[] indices = Spread.over(set.size(), most);
    return new Described(
        set, indices, inBatches(set, indices, descriptor::describe, Features::with));
  }

  /** Returns pictures from all over these, at most so many. */
  Described some(int most) {
    int[] rows = Spread.over(indices.length, most);
    return new Described(
        set, Arrays.stream(rows).map(row -> indices[row]).toArray(), features.select(rows));
  }

  /** Looks at the pictures again. */
  PictureStatistics pictures() {
    return inBatches(set, indices, PictureStatistics::of, PictureStatistics::with);
  }

  /** Returns them by prompt, or else by class. */
  TiledDiagnostics.Drawn drawn() {
    return new TiledDiagnostics.Drawn(
        features,
        Arrays.stream(indices)
            .mapToObj(
                i ->
                    set.caption(i).isEmpty() ? "class " + set.label(i) : "prompt " + set.caption(i))
            .toList());
  }

  private static <T> T inBatches(
      Dataset set, int[] indices, Function<List<Image>, T> of, BinaryOperator<T> with) {
    T all = null;
    for (int from = 0; from < indices.length; from += BATCH) {
      T more =
          of.apply(
              IntStream.range(from, Math.min(indices.length, from + BATCH))
                  .mapToObj(i -> set.image(indices[i]))
                  .toList());
      all = all == null ? more : with.apply(all, more);
    }
    return all;
  }
}
