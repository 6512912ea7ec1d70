package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.image.Image;

/**
 * How two pictures differ.
 *
 * @param picture absolute differences
 * @param mirrored whether the second picture was mirrored for it
 */
record PairDifference(Image picture, boolean mirrored) {

  /**
   * Compares with the picture as it is or mirrored, whichever is nearer: copies may be mirrored.
   */
  static PairDifference least(Image generated, Image training) {
    Image upright = between(generated, training);
    Image turned = between(generated, training.mirrored());
    return sum(turned) < sum(upright)
        ? new PairDifference(turned, true)
        : new PairDifference(upright, false);
  }

  private static long sum(Image image) {
    long sum = 0;
    for (byte sample : image.samples()) {
      sum += sample & 0xff;
    }
    return sum;
  }

  private static Image between(Image a, Image b) {
    byte[] first = a.samples();
    byte[] second = b.samples();
    byte[] difference = new byte[first.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = (byte) Math.abs((first[i] & 0xff) - (second[i] & 0xff));
    }
    return new Image(a.width(), a.height(), a.channels(), difference);
  }
}
