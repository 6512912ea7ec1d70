package io.github.diffusion4j.bench.engine;

import io.github.diffusion4j.bench.UNetWork;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/** The U-Net of a work on Gaussian pictures or clips. */
final class UNetModel implements Model {
  private final Engine engine;
  private final UNet network;
  private final Shape shape;
  private final float[] pixels;
  private final boolean gradientCheckpointing;

  UNetModel(Engine engine, UNetWork work, boolean gradientCheckpointing) {
    this.engine = engine;
    this.gradientCheckpointing = gradientCheckpointing;
    UNetSpec spec =
        new UNetSpec(
            work.base(),
            work.multipliers(),
            work.blocks(),
            List.of(work.attention()),
            work.headChannels(),
            0);
    network =
        work.video()
            ? UNet.ofClips(engine, spec, work.size(), work.channels(), 0, DataType.FLOAT32, 1)
            : new UNet(
                engine, spec, UNetPorts.of(work.size(), work.channels()), DataType.FLOAT32, 1);
    shape = Shape.of(work.shape());
    pixels = new float[shape.size()];
    RandomStream.of(1, "bench", 0).nextGaussians(pixels, 0, pixels.length);
  }

  @Override
  public List<Tensor> weights() {
    return List.copyOf(network.parameters().byName().values());
  }

  @Override
  public Tensor input() {
    return engine.tensor(pixels, shape);
  }

  @Override
  public Tensor forward(Tensor x) {
    int batch = shape.dim(0);
    return network
        .training(1, gradientCheckpointing)
        .forward(x, new double[batch], Conditioning.none(batch));
  }
}
