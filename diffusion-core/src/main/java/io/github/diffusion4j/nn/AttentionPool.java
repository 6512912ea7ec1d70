package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Pools places by attention (Radford et al. 2021, CLIP): their mean goes before them, each gets the
 * embedding of its position added, and what the mean sees of all is the result.
 *
 * @param positions {@code [places + 1, C]}
 */
record AttentionPool(Tensor positions, Linear qkv, int heads) {

  static AttentionPool of(Parameters parameters, int places, int channels, int heads) {
    return new AttentionPool(
        parameters.gaussian("positions", 1 / Math.sqrt(channels), places + 1, channels),
        Linear.of(parameters.in("qkv"), channels, 3 * channels),
        heads);
  }

  /** Returns {@code [N, C, H, W]} as {@code [N, C]}. */
  Tensor forward(Tensor x) {
    Shape shape = x.shape();
    int channels = shape.dim(1);
    Tensor places = x.reshape(shape.dim(0), channels, -1).permute(0, 2, 1);
    Tensor projected = qkv.forward(Tensor.concat(1, places.mean(1), places).add(positions));
    double scale = 1 / Math.sqrt((double) channels / heads);
    return part(projected.slice(1, 0, 1), 0, channels)
        .attention(
            new Product.Attention(heads, scale, false, false),
            part(projected, 1, channels),
            part(projected, 2, channels))
        .reshape(shape.dim(0), channels);
  }

  private static Tensor part(Tensor projected, int part, int channels) {
    return projected.slice(2, part * channels, (part + 1) * channels);
  }
}
