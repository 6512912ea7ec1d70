package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * The residual block of ADM (Dhariwal and Nichol 2021): norm, SiLU, convolution, norm scaled and
 * shifted by the embedding, SiLU, dropout, convolution that starts as zero.
 *
 * @param shortcut brings the input to the output's channels; null where they are equal
 */
record ResidualBlock(
    Normalisation norm,
    Convolution first,
    Linear embedding,
    Normalisation adaptiveNorm,
    Convolution second,
    Convolution shortcut) {

  static ResidualBlock of(Parameters parameters, int in, int out, int embeddingSize, int places) {
    Convolution.Kernel three = new Convolution.Kernel(places, 3);
    Convolution.Kernel one = new Convolution.Kernel(places, 1);
    return new ResidualBlock(
        Normalisation.of(parameters.in("norm"), in),
        Convolution.of(parameters.in("first"), in, out, three),
        Linear.of(parameters.in("embedding"), embeddingSize, 2 * out),
        Normalisation.of(parameters.in("adaptive-norm"), out),
        Convolution.zero(parameters.in("second"), out, out, three),
        in == out ? null : Convolution.of(parameters.in("shortcut"), in, out, one));
  }

  /**
   * Runs the block.
   *
   * @param x {@code [N, in, H, W]} or {@code [N, in, L, H, W]}
   * @param embedded {@code [N, embeddingSize]}, after SiLU
   */
  Tensor forward(Tensor x, Tensor embedded, Dropout.Layer dropout) {
    int channels = first.bias().shape().size();
    Tensor h = first.forward(norm.forwardSilu(x));
    Tensor affine = embedding.forward(embedded);
    Tensor scale = affine.slice(1, 0, channels).add(1);
    Tensor shift = affine.slice(1, channels, 2 * channels);
    h = second.forward(dropout.apply(adaptiveNorm.forwardSilu(h, scale, shift)));
    return h.add(shortcut == null ? x : shortcut.forward(x));
  }
}
