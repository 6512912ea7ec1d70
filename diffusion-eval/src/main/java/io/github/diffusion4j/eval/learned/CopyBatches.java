package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The batches that a copy-detection network is trained on. What a step sees follows from the seed
 * and the step alone, on any number of threads.
 *
 * @param data whose pictures are of one size
 * @param pictures indices of those to train on, all different
 */
record CopyBatches(
    Dataset data, int[] pictures, Preprocessing preprocessing, CopyNetworkSettings settings) {

  /**
   * Views of pictures, first one of each, then another of each.
   *
   * @param values {@code [views, channels, side, side]}
   * @param shown the pictures that each view shows, one or, in mixtures, two
   */
  record Batch(float[] values, int[][] shown) {}

  /** Makes the batch of a step, counted from 1. */
  Batch batch(int step) {
    int[] chosen = chosen(step);
    int count = 2 * chosen.length;
    PlanarPicture[] views = new PlanarPicture[count];
    long first = (long) (step - 1) * 2 * settings.batch();
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> views[i] = view(chosen[i % chosen.length], first + i, i < chosen.length));
    int length = views[0].values().length;
    float[] values = new float[count * length];
    int[][] shown = new int[count][];
    for (int i = 0; i < count; i++) {
      RandomStream random = RandomStream.of(settings.seed(), "copy-mixture", first + i);
      int other = (i + 1 + random.nextInt(count - 1)) % count;
      int one = chosen[i % chosen.length];
      boolean mixed = random.nextDouble() < settings.augmentation().mix();
      shown[i] = mixed ? new int[] {one, chosen[other % chosen.length]} : new int[] {one};
      float[] row = mixed ? mixture(views[i], views[other], random) : views[i].values();
      System.arraycopy(row, 0, values, i * length, length);
    }
    return new Batch(values, shown);
  }

  /** Goes through all pictures in an order of its own each time; a batch has none twice. */
  private int[] chosen(int step) {
    int count = Math.min(settings.batch(), pictures.length);
    int batches = pictures.length / count;
    long epoch = (step - 1) / batches;
    int from = (step - 1) % batches * count;
    int[] order = pictures.clone();
    RandomStream random = RandomStream.of(settings.seed(), "copy-order", epoch);
    for (int i = 0; i < from + count; i++) {
      int j = i + random.nextInt(order.length - i);
      int picture = order[j];
      order[j] = order[i];
      order[i] = picture;
    }
    return Arrays.copyOfRange(order, from, from + count);
  }

  private PlanarPicture view(int index, long number, boolean first) {
    RandomStream random = RandomStream.of(settings.seed(), "copy-view", number);
    PlanarPicture view = picture(index);
    if (!first || random.nextDouble() >= settings.augmentation().untouched()) {
      PlanarPicture other = picture(pictures[random.nextInt(pictures.length)]);
      settings.augmentation().edit(view, other, random);
    }
    return view;
  }

  private PlanarPicture picture(int index) {
    return PlanarPicture.of(preprocessing.of(data.image(index)));
  }

  /** CutMix (Yun et al. 2019) or mixup (Zhang et al. 2018), the share by Beta(2, 2). */
  private static float[] mixture(PlanarPicture view, PlanarPicture other, RandomStream random) {
    PlanarPicture mixture = PlanarPicture.of(view.image());
    double share = betaTwoTwo(random);
    if (random.nextDouble() < 0.5) {
      mixture.paste(other, Box.anywhere(random, mixture, share, 1));
    } else {
      mixture.mix(other, share);
    }
    return mixture.values();
  }

  /** The middle one of three uniform numbers is distributed so. */
  private static double betaTwoTwo(RandomStream random) {
    double a = random.nextDouble();
    double b = random.nextDouble();
    double c = random.nextDouble();
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
