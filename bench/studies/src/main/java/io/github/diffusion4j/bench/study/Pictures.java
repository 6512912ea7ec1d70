package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures between tensors, the toolkit's images, java.awt's and files. */
final class Pictures {
  private Pictures() {}

  /** Returns the pictures of a tensor {@code [N, C, H, W]} of numbers from -1 to 1. */
  static List<Image> of(Tensor pictures) {
    float[] values = pictures.toFloats();
    Shape shape = pictures.shape();
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < shape.dim(0); i++) {
      int size = values.length / shape.dim(0);
      images.add(Image.ofPlanar(values, i * size, shape.dim(1), shape.dim(2), shape.dim(3)));
    }
    return images;
  }

  /** Returns a tensor {@code [N, C, H, W]} of numbers from -1 to 1; all are of one size. */
  static Tensor tensor(Engine engine, List<Image> images) {
    Image first = images.get(0);
    Shape shape = Shape.of(images.size(), first.channels(), first.height(), first.width());
    float[] values = new float[shape.size()];
    for (int i = 0; i < images.size(); i++) {
      images.get(i).toPlanar(values, i * (values.length / images.size()));
    }
    return engine.tensor(values, shape);
  }

  /** Writes a drawing as PNG, grey if all of it is. */
  static void write(BufferedImage drawing, Path file) {
    int width = drawing.getWidth();
    byte[] samples = new byte[3 * width * drawing.getHeight()];
    for (int i = 0; i < samples.length / 3; i++) {
      int rgb = drawing.getRGB(i % width, i / width);
      samples[3 * i] = (byte) (rgb >> 16);
      samples[3 * i + 1] = (byte) (rgb >> 8);
      samples[3 * i + 2] = (byte) rgb;
    }
    AtomicFiles.write(file, Png.encode(new Image(width, drawing.getHeight(), 3, samples)));
  }

  /** Returns a picture for java.awt, each pixel repeated. */
  static BufferedImage buffered(Image image, int factor) {
    Image large = image.enlarged(factor).withChannels(3);
    BufferedImage result =
        new BufferedImage(large.width(), large.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < large.height(); y++) {
      for (int x = 0; x < large.width(); x++) {
        result.setRGB(
            x, y, large.sample(x, y, 0) << 16 | large.sample(x, y, 1) << 8 | large.sample(x, y, 2));
      }
    }
    return result;
  }
}
