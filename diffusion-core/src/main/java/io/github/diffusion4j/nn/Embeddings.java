package io.github.diffusion4j.nn;

import io.github.diffusion4j.nn.UNetStyle.ClassEmbedding;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/**
 * What the blocks are told, as {@code [N, embeddingWidth]}: how noisy the pictures are, what class
 * they show, how they were augmented and how noisy the pictures beside them are.
 *
 * @param noise the two layers that the noise level goes through
 * @param classTable a row for each class, and a last one for "no class" if there may be none; null
 *     without
 * @param classes the layer for one-hot classes; null without
 * @param augmentation the layer for the augmentation label; null without
 * @param pictureNoise as {@code noise}, for the conditioning picture; null without
 */
record Embeddings(
    UNetSpec spec,
    UNetPorts ports,
    Layers noise,
    Tensor classTable,
    Linear classes,
    Linear augmentation,
    Layers pictureNoise) {

  /** Two layers with SiLU in between. */
  record Layers(Linear first, Linear second) {
    static Layers of(Parameters parameters, UNetSpec spec) {
      int width = spec.embeddingWidth();
      return new Layers(
          Linear.of(parameters.in("first"), spec.noiseWidth(), width),
          Linear.of(parameters.in("second"), width, width));
    }

    Tensor forward(Tensor waves) {
      return second.forward(first.forward(waves).silu());
    }
  }

  static Embeddings of(Parameters parameters, UNetSpec spec, UNetPorts ports) {
    int count = ports.classes();
    int width = spec.embeddingWidth();
    boolean table = spec.style().classEmbedding() == ClassEmbedding.AFTER_LAYERS;
    return new Embeddings(
        spec,
        ports,
        Layers.of(parameters, spec),
        count > 0 && table
            ? parameters.glorot("classes", count, width, count + (ports.noClass() ? 1 : 0), width)
            : null,
        count > 0 && !table ? Linear.of(parameters.in("classes"), count, spec.noiseWidth()) : null,
        ports.augmentation() > 0
            ? Linear.withoutBias(
                parameters.in("augmentation"), ports.augmentation(), spec.noiseWidth())
            : null,
        ports.pictureNoise() ? Layers.of(parameters.in("picture-noise"), spec) : null);
  }

  /**
   * Runs it.
   *
   * @param x the input, which decides engine, type and N
   */
  Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning) {
    int[] labels = checked(conditioning.labels());
    Tensor waves = waves(x, noiseConditions);
    if (classes != null) {
      waves = waves.add(classes.forward(oneHot(x, labels)));
    }
    if (augmentation != null && conditioning.augmentation() != null) {
      waves = waves.add(augmentation.forward(conditioning.augmentation()));
    }
    Tensor embedded = noise.forward(waves);
    if (classTable != null) {
      embedded = embedded.add(classTable.embedding(rows(labels)));
    }
    if (pictureNoise != null) {
      embedded = embedded.add(pictureNoise.forward(waves(x, conditioning.pictureNoise())));
    }
    return embedded.silu();
  }

  private Tensor waves(Tensor x, double[] levels) {
    int size = spec.noiseWidth();
    double[] values = spec.style().noiseEmbedding().waves(levels, size);
    return x.engine().tensor(values, Shape.of(levels.length, size), x.type());
  }

  /** Ones are as large as makes the layer's result as large as its waves (Karras et al. 2022). */
  private Tensor oneHot(Tensor x, int[] labels) {
    Engine engine = x.engine();
    double[] values = new double[labels.length * ports.classes()];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != Conditioning.NO_CLASS) {
        values[i * ports.classes() + labels[i]] = Math.sqrt(ports.classes());
      }
    }
    return engine.tensor(values, Shape.of(labels.length, ports.classes()), x.type());
  }

  private int[] rows(int[] labels) {
    int[] rows = labels.clone();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows[i] == Conditioning.NO_CLASS ? ports.classes() : rows[i];
    }
    return rows;
  }

  private int[] checked(int[] labels) {
    for (int label : labels) {
      if (label >= ports.classes()) {
        throw new IllegalArgumentException(
            "label "
                + label
                + " is unknown to the network; it has "
                + (ports.classes() == 0 ? "no classes" : "classes 0 to " + (ports.classes() - 1)));
      }
      if (label == Conditioning.NO_CLASS && ports.classes() > 0 && !ports.noClass()) {
        throw new IllegalArgumentException(
            "a picture has no class, but the network was made for pictures that each have one;"
                + " give a class from 0 to "
                + (ports.classes() - 1)
                + ", or make the network with ports where noClass is true");
      }
    }
    return labels;
  }
}
