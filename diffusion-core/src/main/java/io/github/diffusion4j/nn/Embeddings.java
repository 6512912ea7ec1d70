package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * What the blocks are told: how noisy the pictures are and what class they show, as {@code [N,
 * size]}.
 *
 * @param classes a row for each class and a last one for "no class"; null without classes
 */
record Embeddings(Linear first, Linear second, Tensor classes, int frequencies) {

  static Embeddings of(Parameters parameters, int baseChannels, int classCount) {
    int size = 4 * baseChannels;
    return new Embeddings(
        Linear.of(parameters.in("first"), baseChannels, size),
        Linear.of(parameters.in("second"), size, size),
        classCount == 0
            ? null
            : parameters.glorot("classes", classCount, size, classCount + 1, size),
        baseChannels);
  }

  Tensor forward(Engine engine, DataType type, double[] noise, Conditioning conditioning) {
    Tensor waves =
        engine.tensor(waves(noise, frequencies), Shape.of(noise.length, frequencies), type);
    Tensor embedded = second.forward(first.forward(waves).silu());
    if (classes != null) {
      embedded = embedded.add(classes.embedding(rows(conditioning)));
    }
    return embedded.silu();
  }

  private int[] rows(Conditioning conditioning) {
    int noClass = classes.shape().dim(0) - 1;
    int[] rows = conditioning.labels();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] >= noClass) {
        throw new IllegalArgumentException(
            "label "
                + rows[i]
                + " is unknown to the network; it has classes 0 to "
                + (noClass - 1));
      }
      rows[i] = rows[i] == Conditioning.NO_CLASS ? noClass : rows[i];
    }
    return rows;
  }

  /**
   * Sines, then cosines, of the noise level at frequencies from 1 down to 1/10000 in even ratios
   * (Ho et al. 2020, after Vaswani et al. 2017): {@code 10000^(-i / (size / 2 - 1))}.
   */
  static double[] waves(double[] noise, int size) {
    int half = size / 2;
    double[] result = new double[noise.length * size];
    for (int n = 0; n < noise.length; n++) {
      for (int i = 0; i < half; i++) {
        double angle = noise[n] * Math.pow(10_000, -i / (double) Math.max(1, half - 1));
        result[n * size + i] = Math.sin(angle);
        result[n * size + half + i] = Math.cos(angle);
      }
    }
    return result;
  }
}
