package io.github.diffusion4j.train;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.denoise.NetworkClassifier;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often a classifier is right, by noise level: near 1 where pictures can be seen, and 1 over
 * the number of classes where nothing is left of them.
 */
final class NoisyAccuracy {
  private static final int LEVELS = 8;
  private static final int PICTURES = 512;
  private static final int AT_ONCE = 64;

  private final Engine engine;
  private final NetworkClassifier classifier;
  private final Dataset data;
  private final long seed;

  /** Takes pictures that should not be those it was trained on. */
  NoisyAccuracy(Engine engine, NetworkClassifier classifier, Dataset data, long seed) {
    this.engine = engine;
    this.classifier = classifier;
    this.data = data;
    this.seed = seed;
  }

  /** Measures it at levels from the least to the largest, evenly spaced in their logarithms. */
  List<ClassifierManifest.Accuracy> measure() {
    NoiseProcess process = classifier.process();
    if (process == null) {
      return List.of(at(0));
    }
    List<ClassifierManifest.Accuracy> result = new ArrayList<>();
    double ratio = process.sigmaMax() / process.sigmaMin();
    for (int i = 0; i < LEVELS; i++) {
      result.add(at(process.sigmaMin() * Math.pow(ratio, i / (LEVELS - 1.0))));
    }
    return result;
  }

  private ClassifierManifest.Accuracy at(double sigma) {
    int count = Math.min(PICTURES, data.size());
    int right = 0;
    for (int from = 0; from < count; from += AT_ONCE) {
      right += right(sigma, from, Math.min(from + AT_ONCE, count), count);
    }
    return new ClassifierManifest.Accuracy(sigma, right / (double) count);
  }

  private int right(double sigma, int from, int to, int count) {
    int length = data.channels() * data.imageSize() * data.imageSize();
    float[] pictures = new float[(to - from) * length];
    float[] noise = new float[length];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      int index = (int) ((long) i * data.size() / count);
      int offset = (i - from) * length;
      labels[i - from] = data.label(index);
      data.image(index).toPlanar(pictures, offset);
      RandomStream.of(seed, "accuracy", i).nextGaussians(noise, 0, length);
      for (int j = 0; j < length; j++) {
        pictures[offset + j] += (float) (sigma * noise[j]);
      }
    }
    double[] sigmas = new double[to - from];
    Arrays.fill(sigmas, sigma);
    Shape shape = Shape.of(to - from, data.channels(), data.imageSize(), data.imageSize());
    try (Scope scope = engine.inference()) {
      Tensor logits = classifier.logits(engine.tensor(pictures, shape), sigmas);
      int[] said = logits.argMax(1).toArray();
      int right = 0;
      for (int i = 0; i < labels.length; i++) {
        right += said[i] == labels[i] ? 1 : 0;
      }
      return right;
    }
  }
}
