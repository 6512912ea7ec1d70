package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.TransformerWork;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The encoder that {@link TransformerWork} describes. */
final class Transformer implements Model {
  private record Norm(long width, TensorOptional scale, TensorOptional shift) {
    static Norm of(Weights weights, int width) {
      return new Norm(
          width, new TensorOptional(weights.ones(width)), new TensorOptional(weights.zeros(width)));
    }

    Tensor forward(Tensor x) {
      return torch.layer_norm(x, new long[] {width}, scale, shift, 1e-5, false);
    }
  }

  private record Layer(
      Norm attentionNorm, Linear qkv, Linear out, Norm norm, Linear first, Linear second) {}

  private final int heads;
  private final Weights weights = new Weights();
  private final Tensor input;
  private final List<Layer> layers = new ArrayList<>();
  private final Norm last;

  Transformer(TransformerWork work) {
    int width = work.width();
    long hidden = (long) work.expansion() * width;
    heads = work.heads();
    input = torch.randn(work.batch(), work.length(), width);
    for (int i = 0; i < work.layers(); i++) {
      layers.add(
          new Layer(
              Norm.of(weights, width),
              Linear.of(weights, width, 3L * width),
              Linear.of(weights, width, width),
              Norm.of(weights, width),
              Linear.of(weights, width, hidden),
              Linear.of(weights, hidden, width)));
    }
    last = Norm.of(weights, width);
  }

  @Override
  public List<Tensor> weights() {
    return weights.all();
  }

  @Override
  public Tensor input() {
    return input;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor h = x;
    for (Layer layer : layers) {
      Tensor before = h;
      h = Local.block(() -> expand(layer, attend(layer, before)));
      if (before != x) {
        before.deallocate();
      }
    }
    return last.forward(h);
  }

  private Tensor attend(Layer layer, Tensor x) {
    return Local.block(
        () -> {
          Tensor parts =
              layer
                  .qkv
                  .forward(layer.attentionNorm.forward(x))
                  .reshape(x.size(0), x.size(1), 3, heads, -1)
                  .permute(2, 0, 3, 1, 4);
          Tensor mixed =
              torch.scaled_dot_product_attention(parts.get(0), parts.get(1), parts.get(2));
          return x.add(layer.out.forward(mixed.transpose(1, 2).reshape(x.sizes())));
        });
  }

  private static Tensor expand(Layer layer, Tensor x) {
    Tensor hidden = torch.gelu(layer.first.forward(layer.norm.forward(x)));
    return x.add(layer.second.forward(hidden));
  }
}
