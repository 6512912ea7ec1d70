package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** Multi-head self-attention over the places of a picture, added to its input. */
record SelfAttention(Normalisation norm, Convolution qkv, Convolution out, int headChannels) {

  static SelfAttention of(Parameters parameters, int channels, int headChannels, int places) {
    int size = Math.min(headChannels, channels);
    if (channels % size != 0) {
      throw new IllegalArgumentException(
          "head-channels is "
              + headChannels
              + "; it must divide the "
              + channels
              + " channels where there is attention");
    }
    Convolution.Kernel kernel = new Convolution.Kernel(places, 1);
    return new SelfAttention(
        Normalisation.of(parameters.in("norm"), channels),
        Convolution.of(parameters.in("qkv"), channels, 3 * channels, kernel),
        Convolution.zero(parameters.in("out"), channels, channels, kernel),
        size);
  }

  /** Runs it on {@code [N, C, H, W]} or {@code [N, C, L, H, W]}; heads are consecutive channels. */
  Tensor forward(Tensor x) {
    Shape shape = x.shape();
    int channels = shape.dim(1);
    Tensor projected = qkv.forward(norm.forward(x));
    Product.Attention how =
        new Product.Attention(channels / headChannels, 1 / Math.sqrt(headChannels), false, true);
    Tensor mixed =
        part(projected, 0, channels)
            .attention(how, part(projected, 1, channels), part(projected, 2, channels));
    return x.add(out.forward(mixed.reshape(shape.toArray())));
  }

  private static Tensor part(Tensor projected, int part, int channels) {
    return projected
        .slice(1, part * channels, (part + 1) * channels)
        .reshape(projected.shape().dim(0), channels, -1);
  }
}
