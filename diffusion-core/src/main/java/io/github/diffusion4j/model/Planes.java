package io.github.diffusion4j.model;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Pictures as a model's tensors and back.
 *
 * @param engine of the tensors
 * @param model whose pictures they are
 */
record Planes(Engine engine, ModelManifest model) {
  /** Returns the shape of so many pictures. */
  Shape shape(int count) {
    return Shape.of(count, model.channels(), model.imageSize(), model.imageSize());
  }

  /**
   * Returns pictures as {@code [N, C, H, W]}, -1 to 1.
   *
   * @throws ModelException if one has another size, or other channels
   */
  Tensor of(List<Image> pictures, int[] labels) {
    if (pictures.size() != labels.length) {
      throw new IllegalArgumentException(
          pictures.size() + " pictures and " + labels.length + " labels; give each picture one");
    }
    Shape shape = shape(pictures.size());
    float[] values = new float[shape.size()];
    int length = values.length / Math.max(1, pictures.size());
    for (int i = 0; i < pictures.size(); i++) {
      Image picture = pictures.get(i);
      requireSize(picture, "A picture");
      if (picture.channels() != model.channels()) {
        throw new ModelException(
            "A picture is "
                + picture
                + ", but the model draws "
                + model.channels()
                + (model.channels() == 1 ? " channel" : " channels")
                + "; convert it first");
      }
      picture.toPlanar(values, i * length);
    }
    return engine.tensor(values, shape);
  }

  /**
   * Returns a mask as {@code [1, 1, H, W]}: white is 1, black is 0.
   *
   * @throws ModelException if it has another size
   */
  Tensor mask(Image mask) {
    requireSize(mask, "The mask");
    Image grey = mask.withChannels(1);
    float[] values = new float[grey.width() * grey.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = grey.sample(i % grey.width(), i / grey.width(), 0) / 255f;
    }
    return engine.tensor(values, Shape.of(1, 1, grey.height(), grey.width()));
  }

  private void requireSize(Image picture, String what) {
    int size = model.imageSize();
    if (picture.width() != size || picture.height() != size) {
      throw new ModelException(
          "%s is %dx%d, but the model draws %dx%d; fit it first"
              .formatted(what, picture.width(), picture.height(), size, size));
    }
  }

  /** Returns {@code [N, C, H, W]} as pictures. */
  static List<Image> images(Tensor pictures) {
    float[] values = pictures.toFloats();
    Shape shape = pictures.shape();
    int size = values.length / shape.dim(0);
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < shape.dim(0); i++) {
      images.add(Image.ofPlanar(values, i * size, shape.dim(1), shape.dim(2), shape.dim(3)));
    }
    return images;
  }
}
