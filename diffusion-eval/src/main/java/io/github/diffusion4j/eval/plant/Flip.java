package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/** The picture mirrored left to right. */
record Flip() implements Manipulation {
  @Override
  public String name() {
    return "flip";
  }

  @Override
  public boolean isPartial() {
    return false;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    byte[] samples = source.samples();
    byte[] mirrored = new byte[samples.length];
    int channels = source.channels();
    int width = source.width();
    for (int i = 0; i < samples.length; i++) {
      int x = i / channels % width;
      mirrored[i] = samples[i + (width - 1 - 2 * x) * channels];
    }
    return new Image(width, source.height(), channels, mirrored);
  }
}
