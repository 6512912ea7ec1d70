package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;

/**
 * A U-Net: residual blocks on the way down, a middle, residual blocks that also see what the way
 * down left, on the way up. {@link UNetStyle} says which of the literature it is.
 *
 * <p>Pictures are {@code [N, C, H, W]} in and out, clips {@code [N, C, L, H, W]}; of those all
 * frames are kept at every level, kernels reach into the neighbouring ones, and attention is over
 * space and time together (RaMViD, Höppe et al. 2022). Thread-safe while its weights do not change.
 */
public final class UNet implements Network {
  private final UNetSpec spec;
  private final Parameters parameters;
  private final UNetInput inputs;
  private final Embeddings embeddings;
  private final Encoder encoder;
  private final Decoder decoder;

  /**
   * Makes a network with fresh weights.
   *
   * @param ports what it takes and gives
   * @throws IllegalArgumentException if the image size cannot be halved once a level, or channels
   *     not be split into attention heads
   */
  public UNet(Engine engine, UNetSpec spec, UNetPorts ports, DataType type, long seed) {
    this(new Parameters(engine, type, seed), spec, ports);
  }

  /** Makes a network for clips of any number of frames, which may have a class. */
  public static UNet ofClips(
      Engine engine,
      UNetSpec spec,
      int imageSize,
      int imageChannels,
      int classes,
      DataType type,
      long seed) {
    UNetPorts ports = UNetPorts.of(imageSize, imageChannels, classes).forClips();
    return new UNet(engine, spec, ports, type, seed);
  }

  private UNet(Parameters parameters, UNetSpec spec, UNetPorts ports) {
    this.spec = spec;
    this.parameters = parameters;
    UNetParts parts = new UNetParts(spec, ports);
    inputs = new UNetInput(spec, ports);
    embeddings = Embeddings.of(parameters.in("embeddings"), spec, ports);
    encoder = new Encoder(parameters, parts);
    decoder = new Decoder(parameters, parts, encoder);
  }

  /**
   * Returns how many numbers the weights of such a network hold, without making any.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static long parameterCount(UNetSpec spec, UNetPorts ports) {
    return new UNet(Parameters.shapesOnly(), spec, ports).parameters().count();
  }

  /** Returns its weights. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Returns the network as it runs in training: with dropout, decided by the seed.
   *
   * @param gradientCheckpointing whether each block's inner results are computed again for the
   *     gradients instead of being kept: less memory, more time, the same numbers up to rounding
   */
  public Network training(long seed, boolean gradientCheckpointing) {
    Engine engine = parameters.engine();
    return (x, noise, conditioning) ->
        forward(
            x,
            noise,
            conditioning,
            Pass.training(engine, spec.dropout(), seed, gradientCheckpointing));
  }

  /**
   * {@inheritDoc}
   *
   * @return {@code [N, outputChannels, H, W]}
   * @throws io.github.diffusion4j.tensor.ShapeException if a shape or a count does not fit
   * @throws IllegalArgumentException if the conditioning holds what the network has no port for, or
   *     lacks what it needs
   */
  @Override
  public Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning) {
    return forward(x, noiseConditions, conditioning, Pass.sampling());
  }

  private Tensor forward(Tensor x, double[] noise, Conditioning conditioning, Pass pass) {
    Tensor input = inputs.join(x, noise, conditioning);
    Tensor embedded = embeddings.forward(x, noise, conditioning);
    return decoder.forward(encoder.forward(input, embedded, pass), embedded, pass);
  }
}
