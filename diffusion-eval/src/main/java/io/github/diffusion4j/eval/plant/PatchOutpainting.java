package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * A quarter of the picture, half as wide and half as high, from anywhere and at its place, and
 * another picture around it, with soft edges: an imitation of a generator that paints the rest.
 */
record PatchOutpainting() implements Manipulation {
  @Override
  public String name() {
    return "patch";
  }

  @Override
  public boolean isPartial() {
    return true;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    int width = (source.width() + 1) / 2;
    int height = (source.height() + 1) / 2;
    int x = random.nextInt(source.width() - width + 1);
    int y = random.nextInt(source.height() - height + 1);
    Mask.Box patch = new Mask.Box(x, y, x + width, y + height);
    return Mask.of(source.width(), source.height(), Mask.feather(source), patch).mix(source, other);
  }
}
