package io.github.diffusion4j.cascade;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;

/** The small pictures of a training batch, filled picture by picture. Not thread-safe. */
public final class SmallPictures {
  private final LowResolution kind;
  private final int channels;
  private final float[] pixels;
  private final double[] sigmas;

  /** Makes room for some pictures. */
  public SmallPictures(LowResolution kind, int count, int channels) {
    this.kind = kind;
    this.channels = channels;
    this.pixels = new float[count * length(kind, channels)];
    this.sigmas = new double[count];
  }

  /**
   * Makes one of a training picture; see {@link LowResolution#make}.
   *
   * @param index which one, from 0
   */
  public void set(
      int index,
      float[] picture,
      int offset,
      int imageSize,
      NoiseProcess process,
      RandomStream stream) {
    int place = index * length(kind, channels);
    sigmas[index] = kind.make(picture, offset, channels, imageSize, process, stream, pixels, place);
  }

  /** Adds them to what a network is told of the same pictures. */
  public Conditioning addTo(
      Conditioning conditioning, Engine engine, Preconditioning preconditioning) {
    Shape shape = Shape.of(sigmas.length, channels, kind.size(), kind.size());
    return kind.addTo(conditioning, engine.tensor(pixels, shape), sigmas, preconditioning);
  }

  private static int length(LowResolution kind, int channels) {
    return channels * kind.size() * kind.size();
  }
}
