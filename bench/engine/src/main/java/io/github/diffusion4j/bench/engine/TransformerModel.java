package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.TransformerWork;
import io.github.diffusion4j.nn.Transformer;
import io.github.diffusion4j.nn.TransformerSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** The transformer of a work on Gaussian sequences. */
final class TransformerModel implements Model {
  private final Engine engine;
  private final Transformer network;
  private final Shape shape;
  private final float[] values;

  TransformerModel(Engine engine, TransformerWork work) {
    this.engine = engine;
    TransformerSpec spec =
        new TransformerSpec(work.layers(), work.width(), work.heads(), work.expansion(), false);
    network = new Transformer(engine, spec, DataType.FLOAT32, 1);
    shape = Shape.of(work.batch(), work.length(), work.width());
    values = new float[shape.size()];
    RandomStream.of(1, "bench", 0).nextGaussians(values, 0, values.length);
  }

  @Override
  public List<Tensor> weights() {
    return List.copyOf(network.parameters().byName().values());
  }

  @Override
  public Tensor input() {
    return engine.tensor(values, shape);
  }

  @Override
  public Tensor forward(Tensor x) {
    return network.forward(x, false);
  }
}
