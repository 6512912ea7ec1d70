package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Jpeg;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.Rotation;
import io.github.diffusion4j.image.UnreadableImageException;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;

/** A picture that is edited in place: {@code [channels, height, width]} numbers from -1 to 1. */
final class PlanarPicture {
  private final int width;
  private final int height;
  private final int channels;
  private final float[] values;

  private PlanarPicture(int width, int height, int channels, float[] values) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.values = values;
  }

  static PlanarPicture of(Image picture) {
    float[] values = new float[picture.channels() * picture.height() * picture.width()];
    picture.toPlanar(values, 0);
    return new PlanarPicture(picture.width(), picture.height(), picture.channels(), values);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Returns the numbers themselves. */
  float[] values() {
    return values;
  }

  Image image() {
    return Image.ofPlanar(values, 0, channels, height, width);
  }

  private void replace(Image edited) {
    edited.resized(width, height).withChannels(channels).toPlanar(values, 0);
  }

  /** Mirrors left to right. */
  void mirror() {
    for (int row = 0; row < values.length; row += width) {
      for (int x = 0; x < width / 2; x++) {
        float left = values[row + x];
        values[row + x] = values[row + width - 1 - x];
        values[row + width - 1 - x] = left;
      }
    }
  }

  /** Turns a square picture; what comes in from outside is its reflection. */
  void turn(double degrees) {
    float[] before = values.clone();
    for (int offset = 0; offset < values.length; offset += width * height) {
      Rotation.turn(before, values, offset, width, degrees);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(-1, Math.min(1, values[i]));
    }
  }

  /** Keeps a part and enlarges it to the whole. */
  void crop(Box box) {
    if (box.width() < width || box.height() < height) {
      replace(image().cropped(box.x(), box.y(), box.width(), box.height()));
    }
  }

  void changeColours(ColourChange change) {
    change.apply(values, 0, width * height, channels);
  }

  /** Takes the colours away. */
  void grey() {
    replace(image().withChannels(1));
  }

  /** Compresses as JPEG and reads it back; quality 0 to 1. */
  void jpeg(double quality) {
    byte[] file = Jpeg.encode(image(), quality);
    try {
      replace(ImageReader.read(file, "a JPEG in memory", ReadOptions.DEFAULT));
    } catch (UnreadableImageException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Lays a box of another picture of the same size over this one, in place. */
  void paste(PlanarPicture other, Box box) {
    for (int y = 0; y < channels * height; y++) {
      if (box.hasRow(y % height)) {
        System.arraycopy(
            other.values, y * width + box.x(), values, y * width + box.x(), box.width());
      }
    }
  }

  /** Fills a box with one colour, a number from -1 to 1 for each channel. */
  void fill(Box box, double[] colour) {
    for (int y = 0; y < channels * height; y++) {
      if (box.hasRow(y % height)) {
        int from = y * width + box.x();
        Arrays.fill(values, from, from + box.width(), (float) colour[y / height]);
      }
    }
  }

  /** Lets another picture of the same size shine through. */
  void mix(PlanarPicture other, double share) {
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (share * (other.values[i] - values[i]));
    }
  }

  /** Adds normal noise to every number, and keeps them from -1 to 1. */
  void addNoise(double deviation, RandomStream random) {
    for (int i = 0; i < values.length; i++) {
      double noisy = values[i] + deviation * random.nextGaussian();
      values[i] = (float) Math.max(-1, Math.min(1, noisy));
    }
  }

  /** Blurs by a Gaussian; border pixels go on beyond theirs. */
  void blur(double sigma) {
    double[] weights = new double[(int) Math.ceil(3 * sigma) + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? 1 : 2 * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    float[] line = new float[Math.max(width, height)];
    for (int row = 0; row < channels * height; row++) {
      blur(row * width, 1, width, weights, line);
    }
    for (int column = 0; column < channels * width; column++) {
      int start = column / width * width * height + column % width;
      blur(start, width, height, weights, line);
    }
  }

  private void blur(int start, int stride, int length, double[] weights, float[] line) {
    for (int i = 0; i < length; i++) {
      line[i] = values[start + i * stride];
    }
    for (int i = 0; i < length; i++) {
      double sum = weights[0] * line[i];
      for (int j = 1; j < weights.length; j++) {
        float before = line[Math.max(0, i - j)];
        float behind = line[Math.min(length - 1, i + j)];
        sum += weights[j] * (before + behind);
      }
      values[start + i * stride] = (float) sum;
    }
  }
}
