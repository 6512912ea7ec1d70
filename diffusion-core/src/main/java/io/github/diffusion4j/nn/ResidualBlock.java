package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A residual block: norm, SiLU, convolution, norm, SiLU, dropout, convolution that starts as zero.
 * In between it is told of noise level and class, and both its branches may change resolution.
 *
 * @param resize what both branches go through before their first convolution
 * @param shortcut brings the input to the output's channels; null where it is left alone
 */
record ResidualBlock(
    UNetStyle style,
    UnaryOperator<Tensor> resize,
    Normalisation norm,
    Convolution first,
    Linear embedding,
    Normalisation adaptiveNorm,
    Convolution second,
    Convolution shortcut) {

  /**
   * What kind of block it is.
   *
   * @param resize of both branches
   * @param projected whether the shortcut has a convolution even if the channels stay
   */
  record Kind(UnaryOperator<Tensor> resize, boolean projected) {
    static final Kind PLAIN = new Kind(x -> x, false);
  }

  static ResidualBlock of(Parameters parameters, UNetParts parts, Kind kind, int in, int out) {
    UNetStyle style = parts.style();
    boolean scales = style.modulation() == UNetStyle.Modulation.SCALE_AND_SHIFT;
    return new ResidualBlock(
        style,
        kind.resize,
        Normalisation.of(parameters.in("norm"), in, style),
        Convolution.of(parameters.in("first"), in, out, parts.kernel(3)),
        Linear.of(
            parameters.in("embedding"), parts.spec().embeddingWidth(), scales ? 2 * out : out),
        Normalisation.of(parameters.in("adaptive-norm"), out, style),
        Convolution.zero(parameters.in("second"), out, out, parts.kernel(3)),
        in == out && !kind.projected
            ? null
            : Convolution.of(parameters.in("shortcut"), in, out, parts.kernel(1)));
  }

  /**
   * Runs the block.
   *
   * @param x {@code [N, in, H, W]} or {@code [N, in, L, H, W]}
   * @param embedded {@code [N, embeddingWidth]}, after SiLU
   */
  Tensor forward(Tensor x, Tensor embedded, Dropout.Layer dropout) {
    Tensor h = first.forward(resize.apply(norm.forwardSilu(x)));
    h = second.forward(dropout.apply(told(h, embedding.forward(embedded))));
    Tensor beside = resize.apply(x);
    h = h.add(shortcut == null ? beside : shortcut.forward(beside));
    return style.scaledResiduals() ? h.multiply(style.residualScale()) : h;
  }

  /** Normalises, with what the embedding says before or after it, and SiLU. */
  private Tensor told(Tensor h, Tensor said) {
    int channels = h.shape().dim(1);
    return switch (style.modulation()) {
      case ADD -> adaptiveNorm.forwardSilu(h.add(beside(said, h.shape().rank())));
      case SCALE_AND_SHIFT ->
          adaptiveNorm.forwardSilu(
              h, said.slice(1, 0, channels).add(1), said.slice(1, channels, 2 * channels));
    };
  }

  /** Returns {@code [N, C]} as {@code [N, C, 1, ...]}. */
  private static Tensor beside(Tensor said, int rank) {
    int[] lengths = new int[rank];
    Arrays.fill(lengths, 1);
    lengths[0] = said.shape().dim(0);
    lengths[1] = said.shape().dim(1);
    return said.reshape(lengths);
  }
}
