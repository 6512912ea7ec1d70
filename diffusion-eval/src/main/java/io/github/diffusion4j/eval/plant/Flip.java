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
    return source.mirrored();
  }
}
