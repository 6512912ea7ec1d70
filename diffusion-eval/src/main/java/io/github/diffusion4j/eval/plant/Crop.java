package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * A part of the picture, as wide to high as the whole, resized to the whole's size.
 *
 * @param scale of the part's sides, as shares of the whole's
 */
record Crop(Range scale) implements Manipulation {
  @Override
  public String name() {
    return "crop";
  }

  /** Returns false: nothing else is in the copy, and most of the picture is. */
  @Override
  public boolean isPartial() {
    return false;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    double share = scale.draw(random);
    int width = Math.max(1, (int) Math.round(share * source.width()));
    int height = Math.max(1, (int) Math.round(share * source.height()));
    int x = random.nextInt(source.width() - width + 1);
    int y = random.nextInt(source.height() - height + 1);
    return source.cropped(x, y, width, height).resized(source.width(), source.height());
  }
}
