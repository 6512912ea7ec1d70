package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Classifier;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A convolutional network trained on clean pictures; its features are what its last convolutions
 * say, as means over the places.
 *
 * @param engine that computes
 * @param network the classifier
 * @param identity digest of its weights
 */
record NetworkJudge(Engine engine, Classifier network, String identity) implements Judge {
  private static final int BATCH = 200;

  @Override
  public float[][] features(List<Image> images) {
    return inBatches(images, x -> network.features(x, clean(x)));
  }

  @Override
  public float[][] logits(List<Image> images) {
    return inBatches(images, x -> network.forward(x, clean(x)));
  }

  /** What the network is told of the noise, in training too: none. */
  static double[] clean(Tensor x) {
    return new double[x.shape().dim(0)];
  }

  private float[][] inBatches(List<Image> images, UnaryOperator<Tensor> look) {
    float[][] rows = new float[images.size()][];
    for (int from = 0; from < rows.length; from += BATCH) {
      List<Image> batch = images.subList(from, Math.min(rows.length, from + BATCH));
      try (Scope scope = engine.inference()) {
        float[] values = look.apply(Pictures.tensor(engine, batch)).toFloats();
        int width = values.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
          rows[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
      }
    }
    return rows;
  }
}
