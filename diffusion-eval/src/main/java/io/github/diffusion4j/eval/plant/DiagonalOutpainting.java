package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * Two quarters of the picture, diagonally opposite, and another picture in the other two, with soft
 * edges: an imitation of a generator that paints them.
 */
record DiagonalOutpainting() implements Manipulation {
  @Override
  public String name() {
    return "diagonal";
  }

  @Override
  public boolean isPartial() {
    return true;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    int width = source.width();
    int height = source.height();
    boolean falling = random.nextInt(2) == 0;
    int feather = Mask.feather(source);
    // Both quarters have the middle row and column of odd sides, so that there always is something.
    int left = (width + 1) / 2;
    int right = width / 2;
    int upper = (height + 1) / 2;
    int lower = height / 2;
    return Mask.of(
            width,
            height,
            feather,
            falling ? new Mask.Box(0, 0, left, upper) : new Mask.Box(right, 0, width, upper),
            falling
                ? new Mask.Box(right, lower, width, height)
                : new Mask.Box(0, lower, left, height))
        .mix(source, other);
  }
}
