package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** Multi-head self-attention over the places of a picture, added to its input. */
record SelfAttention(
    UNetStyle style, Normalisation norm, Convolution qkv, Convolution out, int heads) {

  static SelfAttention of(Parameters parameters, UNetParts parts, int channels) {
    return new SelfAttention(
        parts.style(),
        Normalisation.of(parameters.in("norm"), channels, parts.style()),
        Convolution.of(parameters.in("qkv"), channels, 3 * channels, parts.kernel(1)),
        Convolution.zero(parameters.in("out"), channels, channels, parts.kernel(1)),
        parts.heads(channels));
  }

  /** Runs it on {@code [N, C, H, W]} or {@code [N, C, L, H, W]}; heads are consecutive channels. */
  Tensor forward(Tensor x) {
    Shape shape = x.shape();
    int channels = shape.dim(1);
    Tensor projected = qkv.forward(norm.forward(x));
    double scale = 1 / Math.sqrt((double) channels / heads);
    Tensor mixed =
        part(projected, 0, channels)
            .attention(
                new Product.Attention(heads, scale, false, true),
                part(projected, 1, channels),
                part(projected, 2, channels));
    Tensor h = x.add(out.forward(mixed.reshape(shape.toArray())));
    return style.scaledResiduals() ? h.multiply(style.residualScale()) : h;
  }

  private static Tensor part(Tensor projected, int part, int channels) {
    return projected
        .slice(1, part * channels, (part + 1) * channels)
        .reshape(projected.shape().dim(0), channels, -1);
  }
}
