package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * The picture with normal noise on each sample.
 *
 * @param deviation of the noise, 1 being the way from black to white
 */
record Noise(double deviation) implements Manipulation {
  @Override
  public String name() {
    return "noise";
  }

  @Override
  public boolean isPartial() {
    return false;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    byte[] samples = source.samples();
    for (int i = 0; i < samples.length; i++) {
      double noisy = (samples[i] & 0xFF) + 255 * deviation * random.nextGaussian();
      samples[i] = (byte) Math.max(0, Math.min(255, Math.round(noisy)));
    }
    return new Image(source.width(), source.height(), source.channels(), samples);
  }
}
