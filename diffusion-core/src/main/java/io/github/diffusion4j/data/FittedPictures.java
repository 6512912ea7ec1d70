package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import java.util.stream.IntStream;

/** Pictures of one size and number of channels, wherever they are kept. Thread-safe. */
interface FittedPictures {
  int count();

  Image image(int index);

  int imageSize();

  int channels();

  /** Returns pictures in the heap; the array is not copied. */
  static FittedPictures of(Image[] images) {
    return new FittedPictures() {
      @Override
      public int count() {
        return images.length;
      }

      @Override
      public Image image(int index) {
        return images[index];
      }

      @Override
      public int imageSize() {
        return images[0].width();
      }

      @Override
      public int channels() {
        return images[0].channels();
      }
    };
  }

  /** Returns some pictures of a cache, all with the most channels that one of them has. */
  static FittedPictures of(PictureCache cache, int[] indices, int imageSize) {
    int most = IntStream.of(indices).map(cache::channels).max().orElseThrow();
    return new FittedPictures() {
      @Override
      public int count() {
        return indices.length;
      }

      @Override
      public Image image(int index) {
        return cache.image(indices[index]).withChannels(most);
      }

      @Override
      public int imageSize() {
        return imageSize;
      }

      @Override
      public int channels() {
        return most;
      }
    };
  }
}
