package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Smooth grey pictures that have nothing to do with each other. */
public record RandomPictures(List<Image> images) implements Dataset {
  private static final int SIDE = 16;
  private static final int COARSE = 4;

  /** Draws pictures. */
  public static RandomPictures of(long seed, String role, int count) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomStream random = RandomStream.of(seed, "test." + role, i);
      byte[] samples = new byte[COARSE * COARSE];
      for (int j = 0; j < samples.length; j++) {
        samples[j] = (byte) random.nextInt(256);
      }
      images.add(new Image(COARSE, COARSE, 1, samples).resized(SIDE, SIDE));
    }
    return new RandomPictures(images);
  }

  /** Returns these with the first ones of another set in the place of the first ones. */
  public RandomPictures beginningWith(Dataset others, int count) {
    List<Image> mixed = new ArrayList<>(images);
    for (int i = 0; i < count; i++) {
      mixed.set(i, others.image(i));
    }
    return new RandomPictures(mixed);
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Image image(int index) {
    return images.get(index);
  }
}
