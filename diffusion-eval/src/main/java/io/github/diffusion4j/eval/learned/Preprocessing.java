package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * What is done to a picture before a network sees it: it is resized as a whole, its ratio of sides
 * not kept, so that nothing of it is cut off.
 *
 * @param side pixels of a side, 1 to 1024
 * @param channels 1 for grey, 3 for RGB
 */
public record Preprocessing(int side, int channels) {

  /** Checks the ranges. */
  public Preprocessing {
    if (side < 1 || side > 1024 || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "pictures of %d pixels a side and %d channels; sides are 1 to 1024, channels 1 or 3"
              .formatted(side, channels));
    }
  }

  /** Returns the picture as the network sees it. */
  Image of(Image picture) {
    return picture.resized(side, side).withChannels(channels);
  }

  /** Returns pictures as a tensor {@code [N, channels, side, side]} from -1 to 1. */
  Tensor tensor(List<Image> pictures, Engine engine) {
    int length = channels * side * side;
    float[] values = new float[pictures.size() * length];
    for (int i = 0; i < pictures.size(); i++) {
      of(pictures.get(i)).toPlanar(values, i * length);
    }
    return tensor(values, engine);
  }

  /** Returns numbers of so many whole pictures as a tensor {@code [N, channels, side, side]}. */
  Tensor tensor(float[] values, Engine engine) {
    return engine.tensor(
        values, Shape.of(values.length / (channels * side * side), channels, side, side));
  }

  @Override
  public String toString() {
    return "%dx%d %s, whole, bicubic, [-1, 1]"
        .formatted(side, side, channels == 1 ? "grey" : "RGB");
  }
}
