package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;

/** Plain grey pictures: three in ten are -0.6 all over and of class 0, the others 0.6, class 1. */
record TwoModes(int imageSize) implements Dataset {
  static final double DARK = -0.6;
  static final double BRIGHT = 0.6;
  static final double DARK_SHARE = 0.3;

  @Override
  public int size() {
    return 100;
  }

  @Override
  public Image image(int index) {
    byte[] samples = new byte[imageSize * imageSize];
    Arrays.fill(samples, (byte) Math.round(((label(index) == 0 ? DARK : BRIGHT) + 1) * 127.5));
    return new Image(imageSize, imageSize, 1, samples);
  }

  @Override
  public int label(int index) {
    return index % 10 < 10 * DARK_SHARE ? 0 : 1;
  }

  @Override
  public List<String> classes() {
    return List.of("dark", "bright");
  }
}
