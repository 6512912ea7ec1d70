package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * A box of one picture at its place in another (Yun et al. 2019): with {@code lambda ~ Beta(1, 1)}
 * its sides are those of the picture times {@code sqrt(1 - lambda)}; its centre is uniform, and
 * what lies outside is cut off. So a box covers {@code 77/240}, a third, on average. Something of
 * the source is always in the copy: a pixel at least.
 *
 * @param role whether the box is the source's, or the source is around it
 */
record CutMix(Role role) implements Manipulation {
  /** What the source is in the copy. */
  enum Role {
    FOREGROUND,
    BACKGROUND
  }

  @Override
  public String name() {
    return role == Role.FOREGROUND ? "cutmix" : "cutmix-background";
  }

  @Override
  public boolean isPartial() {
    return true;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    Mask box = box(source.width(), source.height(), random);
    return role == Role.FOREGROUND ? box.mix(source, other) : box.mix(other, source);
  }

  Mask box(int width, int height, RandomStream random) {
    double scale = Math.sqrt(1 - random.nextDouble());
    int[] across = span(width, scale, random);
    int[] down = span(height, scale, random);
    return Mask.of(width, height, 0, new Mask.Box(across[0], down[0], across[1], down[1]));
  }

  private int[] span(int length, double scale, RandomStream random) {
    int cut = (int) (length * scale);
    cut = role == Role.FOREGROUND ? Math.max(1, cut) : Math.min(length - 1, cut);
    int from = random.nextInt(length) - cut / 2;
    return new int[] {Math.max(0, from), Math.min(length, from + cut)};
  }
}
