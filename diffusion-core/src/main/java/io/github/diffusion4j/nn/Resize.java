package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Resampling;
import io.github.diffusion4j.tensor.Spatial;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.Windows;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of height and width without weights; of a clip every frame stays. */
final class Resize {
  private Resize() {}

  /** Returns what halves height and width, by the filter [1, 1] or [1, 3, 3, 1]. */
  static UnaryOperator<Tensor> halving(boolean filtered) {
    return filtered ? Resize::filteredHalf : Resize::average;
  }

  /** Returns what doubles height and width, by the filter [1, 1] or [1, 3, 3, 1]. */
  static UnaryOperator<Tensor> doubling(boolean filtered) {
    return filtered
        ? x -> Resampling.bilinear(x, false, 2 * x.shape().dim(-2), 2 * x.shape().dim(-1))
        : Tensor::upsampleNearest;
  }

  private static Tensor average(Tensor x) {
    List<Integer> window = x.shape().rank() == 4 ? List.of(2, 2) : List.of(1, 2, 2);
    List<Integer> none = x.shape().rank() == 4 ? List.of(0, 0) : List.of(0, 0, 0);
    return x.pool(new Spatial.Pool(Spatial.Pool.Kind.AVERAGE, window, window, none));
  }

  /** A triangle stretched to twice its width is read at its flanks: [1, 3, 3, 1] / 8. */
  private static Tensor filteredHalf(Tensor x) {
    return Resampling.antialiased(
        x, Windows.Filter.BILINEAR, x.shape().dim(-2) / 2, x.shape().dim(-1) / 2);
  }
}
