package io.github.diffusion4j.tensor;

import java.util.List;

/** Operations that are matrix products at heart. */
public sealed interface Product extends Op {

  /**
   * Matrix product over the last two dimensions; the dimensions before them are equal, or absent in
   * the second operand.
   *
   * @param transposeA whether the first operand's matrices are transposed first
   * @param transposeB whether the second operand's matrices are transposed first
   */
  record MatMul(boolean transposeA, boolean transposeB) implements Product {
    @Override
    public Shape infer(List<Shape> in) {
      Shape a = in.get(0);
      Shape b = in.get(1);
      if (a.rank() < 2 || b.rank() < 2) {
        throw new ShapeException(
            "matMul: shapes %s and %s need at least two dimensions each".formatted(a, b));
      }
      int inner = a.dim(transposeA ? -2 : -1);
      int other = b.dim(transposeB ? -1 : -2);
      if (inner != other) {
        throw new ShapeException(
            "matMul: shapes %s%s and %s%s do not fit: inner lengths %d and %d must be equal"
                .formatted(
                    a,
                    transposeA ? " (transposed)" : "",
                    b,
                    transposeB ? " (transposed)" : "",
                    inner,
                    other));
      }
      boolean sameBatch = a.rank() == b.rank();
      for (int i = 0; sameBatch && i < a.rank() - 2; i++) {
        sameBatch = a.dim(i) == b.dim(i);
      }
      if (!sameBatch && !(b.rank() == 2 && !transposeA)) {
        throw new ShapeException(
            "matMul: shapes %s and %s do not fit: the dimensions before the last two must be equal,"
                    .formatted(a, b)
                + " or the second operand a plain matrix");
      }
      return a.with(-2, a.dim(transposeA ? -1 : -2)).with(-1, b.dim(transposeB ? -2 : -1));
    }
  }

  /** {@code x W^T + b} of {@code [..., in]}, {@code [out, in]} and {@code [out]}. */
  record Linear() implements Product {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      Shape w = in.get(1);
      if (x.rank() == 0 || w.rank() != 2 || x.dim(-1) != w.dim(1)) {
        throw new ShapeException(
            "linear: %s does not fit weights %s: expected [..., in] and [out, in]".formatted(x, w));
      }
      if (!in.get(2).equals(Shape.of(w.dim(0)))) {
        throw new ShapeException(
            "linear: bias %s does not fit weights %s: expected [%d]"
                .formatted(in.get(2), w, w.dim(0)));
      }
      return x.with(-1, w.dim(0));
    }
  }

  /**
   * Scaled dot-product attention of several heads (Vaswani et al. 2017): {@code softmax(scale * Q
   * K^T + bias) V}, head by head. Inputs are queries, keys, values and, if there is a fourth, the
   * bias, which broadcasts to {@code [N, heads, queries, keys]}; a bias of -inf masks. A query that
   * may look at no key gets zeros.
   *
   * @param heads into which the channels are split, consecutive ones each
   * @param scale of the products, usually 1 / sqrt(channels of a head)
   * @param causal whether query i sees only keys up to i; counted from the end if there are more
   *     keys than queries, so that the last query sees all
   * @param channelsFirst whether inputs and result are {@code [N, C, L]} rather than {@code [N, L,
   *     C]}
   */
  record Attention(int heads, double scale, boolean causal, boolean channelsFirst)
      implements Product {
    @Override
    public Shape infer(List<Shape> in) {
      Shape q = in.get(0);
      Shape k = in.get(1);
      Shape v = in.get(2);
      int length = channelsFirst ? 2 : 1;
      int channels = 3 - length;
      boolean fits =
          q.rank() == 3
              && k.rank() == 3
              && v.rank() == 3
              && q.dim(0) == k.dim(0)
              && q.dim(0) == v.dim(0)
              && k.dim(length) == v.dim(length)
              && q.dim(channels) == k.dim(channels);
      String expected = channelsFirst ? "[N, C, L]" : "[N, L, C]";
      if (!fits) {
        throw new ShapeException(
            "attention: queries %s, keys %s and values %s do not fit: expected %s, one N,"
                    .formatted(q, k, v, expected)
                + " channels of queries and keys equal, lengths of keys and values equal");
      }
      if (heads < 1 || q.dim(channels) % heads != 0 || v.dim(channels) % heads != 0) {
        throw new ShapeException(
            "attention: channels of %s and %s do not split into %d heads".formatted(q, v, heads));
      }
      if (causal && k.dim(length) < q.dim(length)) {
        throw new ShapeException(
            "attention: %d queries are more than %d keys; a causal one needs a key for each query"
                .formatted(q.dim(length), k.dim(length)));
      }
      if (in.size() > 3) {
        Shape full = Shape.of(q.dim(0), heads, q.dim(length), k.dim(length));
        if (in.get(3).rank() != 4 || !Shape.broadcast("attention", in.get(3), full).equals(full)) {
          throw new ShapeException(
              "attention: bias %s does not fit: expected four lengths, each of %s or 1"
                  .formatted(in.get(3), full));
        }
      }
      return q.with(channels, v.dim(channels));
    }
  }
}
