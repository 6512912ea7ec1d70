package io.github.diffusion4j.train;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;

/** Pictures of 8x8 whose upper and lower halves are each dark or bright, in all four ways. */
record TwoColours() implements Dataset {
  static final int DARK = 50;
  static final int BRIGHT = 205;

  @Override
  public int size() {
    return 40;
  }

  @Override
  public Image image(int index) {
    byte[] samples = new byte[64];
    for (int i = 0; i < 64; i++) {
      boolean bright = (i < 32 ? index : index / 2) % 2 == 1;
      samples[i] = (byte) (bright ? BRIGHT : DARK);
    }
    return new Image(8, 8, 1, samples);
  }
}
