package io.github.diffusion4j.train;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import java.util.List;

/** Pictures of 8x8 with a bright stripe: lying in class 0, standing in class 1. */
record Stripes(int size, String digest) implements Dataset {
  @Override
  public Image image(int index) {
    byte[] samples = new byte[64];
    for (int i = 0; i < 64; i++) {
      int across = label(index) == 0 ? i / 8 : i % 8;
      samples[i] = (byte) (across == index / 2 % 8 ? 250 : 20);
    }
    return new Image(8, 8, 1, samples);
  }

  @Override
  public int label(int index) {
    return index % 2;
  }

  @Override
  public List<String> classes() {
    return List.of("lying", "standing");
  }

  @Override
  public DataManifest manifest() {
    return new DataManifest(List.of(new DataManifest.Entry("stripes", size, digest)));
  }
}
