package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Tensor;

/** Self-attention, then two layers with GELU in between, each normalised first and added. */
record TransformerBlock(
    LayerNormalisation attentionNorm,
    Linear query,
    Linear key,
    Linear value,
    Linear mix,
    LayerNormalisation feedNorm,
    Linear expand,
    Linear contract,
    Product.Attention attention) {

  static TransformerBlock of(Parameters parameters, TransformerSpec spec) {
    int width = spec.width();
    int hidden = spec.expansion() * width;
    double scale = 1 / Math.sqrt((double) width / spec.heads());
    return new TransformerBlock(
        LayerNormalisation.of(parameters.in("attention.norm"), width),
        Linear.of(parameters.in("attention.query"), width, width),
        Linear.of(parameters.in("attention.key"), width, width),
        Linear.of(parameters.in("attention.value"), width, width),
        Linear.of(parameters.in("attention.mix"), width, width),
        LayerNormalisation.of(parameters.in("feed.norm"), width),
        Linear.of(parameters.in("feed.expand"), width, hidden),
        Linear.of(parameters.in("feed.contract"), hidden, width),
        new Product.Attention(spec.heads(), scale, spec.causal(), false));
  }

  /** Runs it on {@code [N, L, width]}. */
  Tensor forward(Tensor x) {
    Tensor h = attentionNorm.forward(x);
    h = query.forward(h).attention(attention, key.forward(h), value.forward(h));
    Tensor y = x.add(mix.forward(h));
    return y.add(contract.forward(expand.forward(feedNorm.forward(y)).gelu()));
  }
}
