package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Describes pictures by a network, many at once.
 *
 * @param network makes {@code [N, features]} of pictures {@code [N, channels, side, side]}
 */
record NetworkDescriptor(
    DescriptorIdentity identity,
    Preprocessing preprocessing,
    Engine engine,
    UnaryOperator<Tensor> network)
    implements Descriptor {
  private static final int AT_ONCE = 256;

  @Override
  public double[] describe(Image picture) {
    return rows(List.of(picture))[0];
  }

  @Override
  public Features describe(List<Image> pictures) {
    return Features.of(identity, rows(pictures));
  }

  double[][] rows(List<Image> pictures) {
    double[][] rows = new double[pictures.size()][];
    for (int from = 0; from < rows.length; from += AT_ONCE) {
      List<Image> part = pictures.subList(from, Math.min(from + AT_ONCE, rows.length));
      try (Scope scope = engine.inference()) {
        Tensor described = network.apply(preprocessing.tensor(part, engine));
        double[] values = described.toDoubles();
        int length = described.shape().dim(1);
        for (int i = 0; i < part.size(); i++) {
          rows[from + i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
        }
      }
    }
    return rows;
  }
}
