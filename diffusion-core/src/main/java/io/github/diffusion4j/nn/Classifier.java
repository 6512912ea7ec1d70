package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;

/**
 * A classifier of noisy pictures: the way down of a U-Net and its middle, pooled (Dhariwal and
 * Nichol 2021, for classifier guidance). Thread-safe while its weights do not change.
 */
public final class Classifier implements NoisyClassifier {
  private final ClassifierSpec spec;
  private final Parameters parameters;
  private final Embeddings embeddings;
  private final Encoder encoder;
  private final Normalisation norm;
  private final AttentionPool pool;
  private final Linear output;

  /**
   * Makes one with fresh weights.
   *
   * @throws IllegalArgumentException if channels cannot be split into attention heads
   */
  public Classifier(Engine engine, ClassifierSpec spec, DataType type, long seed) {
    this(new Parameters(engine, type, seed), spec);
  }

  private Classifier(Parameters parameters, ClassifierSpec spec) {
    this.spec = spec;
    this.parameters = parameters;
    UNetParts parts = new UNetParts(spec.encoder(), spec.ports());
    embeddings = Embeddings.of(parameters.in("embeddings"), spec.encoder(), spec.ports());
    encoder = new Encoder(parameters, parts);
    int channels = encoder.channels();
    int side = spec.imageSize() / spec.encoder().sizeMultiple();
    norm = Normalisation.of(parameters.in("output.norm"), channels, parts.style());
    pool =
        spec.pooling() == ClassifierSpec.Pooling.AVERAGE
            ? null
            : AttentionPool.of(
                parameters.in("output.pool"), side * side, channels, parts.heads(channels));
    output = Linear.of(parameters.in("output"), channels, spec.classes());
  }

  /** Returns how many numbers the weights of such a classifier hold, without making any. */
  public static long parameterCount(ClassifierSpec spec) {
    return new Classifier(Parameters.shapesOnly(), spec).parameters().count();
  }

  /** Returns its weights. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns the classifier as it runs in training; the arguments are those of {@link UNet}. */
  public NoisyClassifier training(long seed, boolean gradientCheckpointing) {
    Engine engine = parameters.engine();
    double dropout = spec.encoder().dropout();
    return (x, noise) ->
        output.forward(
            features(x, noise, Pass.training(engine, dropout, seed, gradientCheckpointing)));
  }

  @Override
  public Tensor forward(Tensor x, double[] noiseConditions) {
    return output.forward(features(x, noiseConditions));
  }

  /** Returns what the logits are made of, {@code [N, C]}: features of what a picture shows. */
  public Tensor features(Tensor x, double[] noiseConditions) {
    return features(x, noiseConditions, Pass.sampling());
  }

  private Tensor features(Tensor x, double[] noise, Pass pass) {
    check(x, noise);
    Conditioning nothing = Conditioning.none(noise.length);
    Tensor embedded = embeddings.forward(x, noise, nothing);
    Tensor h = norm.forwardSilu(encoder.forward(x, embedded, pass).last());
    return pool == null ? h.mean(2, 3).reshape(noise.length, -1) : pool.forward(h);
  }

  private void check(Tensor x, double[] noise) {
    boolean fits =
        x.shape().rank() == 4
            && x.shape().dim(0) == noise.length
            && x.shape().dim(1) == spec.channels()
            && x.shape().dim(2) == spec.imageSize()
            && x.shape().dim(3) == spec.imageSize();
    if (!fits) {
      throw new ShapeException(
          "classifier: %s with %d noise levels does not fit; expected [N, %d, %d, %d] with N of them"
              .formatted(
                  x.shape(), noise.length, spec.channels(), spec.imageSize(), spec.imageSize()));
    }
  }
}
