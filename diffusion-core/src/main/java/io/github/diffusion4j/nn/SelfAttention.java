package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** Multi-head self-attention over the places of a picture, added to its input. */
record SelfAttention(Normalisation norm, Convolution qkv, Convolution out, int headChannels) {

  static SelfAttention of(Parameters parameters, int channels, int headChannels) {
    int size = Math.min(headChannels, channels);
    if (channels % size != 0) {
      throw new IllegalArgumentException(
          "head-channels is "
              + headChannels
              + "; it must divide the "
              + channels
              + " channels where there is attention");
    }
    return new SelfAttention(
        Normalisation.of(parameters.in("norm"), channels),
        Convolution.of(parameters.in("qkv"), channels, 3 * channels, 1, 1),
        Convolution.zero(parameters.in("out"), channels, channels, 1),
        size);
  }

  /**
   * Runs it on {@code [N, C, H, W]}.
   *
   * <p>Heads are consecutive channels, so that queries, keys and values are {@code [head size,
   * places]} matrices as they lie in memory and nothing needs to be transposed.
   */
  Tensor forward(Tensor x) {
    Shape shape = x.shape();
    int channels = shape.dim(1);
    int heads = channels / headChannels;
    Tensor projected = qkv.forward(norm.forward(x));
    Tensor q = split(projected, 0, channels, heads);
    Tensor k = split(projected, 1, channels, heads);
    Tensor v = split(projected, 2, channels, heads);
    Tensor weights = q.multiply(1 / Math.sqrt(headChannels)).matMul(k, true, false).softmax();
    Tensor mixed = v.matMul(weights, false, true).reshape(shape.toArray());
    return x.add(out.forward(mixed));
  }

  private Tensor split(Tensor projected, int part, int channels, int heads) {
    return projected
        .slice(1, part * channels, (part + 1) * channels)
        .reshape(projected.shape().dim(0) * heads, headChannels, -1);
  }
}
