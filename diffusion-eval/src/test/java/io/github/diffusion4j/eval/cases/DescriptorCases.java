package io.github.diffusion4j.eval.cases;

import io.github.diffusion4j.eval.descriptor.CopyLoss;
import io.github.diffusion4j.eval.descriptor.GemPooling;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/** The parts of a trained descriptor on a record's input, in double precision. */
record DescriptorCases(Engine engine) {

  Object copyLoss(CaseInput in) {
    int[] pictures = Arrays.stream(in.vector("instance")).mapToInt(each -> (int) each).toArray();
    try (Scope scope = engine.inference()) {
      CopyLoss loss =
          CopyLoss.of(
              tensor(in.matrix("embeddings")),
              pictures,
              in.number("temperature"),
              in.number("entropy_weight"));
      return Map.of("infonce", loss.infoNce().item(), "entropy", loss.entropy().item());
    }
  }

  Object pooling(CaseInput in) {
    try (Scope scope = engine.inference()) {
      double[][] channel = in.matrix("channel");
      Tensor activations = tensor(channel).reshape(1, 1, channel.length, channel[0].length);
      return new GemPooling(in.number("p"), in.number("clamp_min")).pool(activations).item();
    }
  }

  private Tensor tensor(double[][] rows) {
    double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return engine.tensor(flat, Shape.of(rows.length, rows[0].length), DataType.FLOAT64);
  }
}
