package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.detector.NearDuplicates;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.descriptor.PixelDigest;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Different pictures of a data set in three parts, drawn at random: no two have the same pixels.
 *
 * @param name in tables
 * @param gallery pictures that copies are made of and looked for in
 * @param heldOut pictures that are near duplicates of none in the gallery: up to a quarter
 * @param removed how many of the pictures drawn to be held out were near duplicates
 * @param third pictures that are in neither, to train descriptors on: up to a quarter
 */
record DetectorData(
    String name, List<Image> gallery, List<Image> heldOut, int removed, Dataset third) {
  private static final int FEWEST = 16;

  /**
   * Opens a data set.
   *
   * @param path of the data set
   * @param size pixels of a side
   * @param mostGallery pictures of the gallery at most
   * @param mostHeldOut held-out pictures at most
   */
  static DetectorData open(String path, int size, int mostGallery, int mostHeldOut, long seed) {
    Dataset all = Datasets.open(new DataSpec(path, size, 0, Fit.CROP, Unreadable.Policy.SKIP));
    int[] order = different(all, seed);
    if (order.length < FEWEST) {
      throw new IllegalArgumentException(
          "%s has %d different pictures; descriptors are compared on %d or more"
              .formatted(path, order.length, FEWEST));
    }
    int held = Math.min(mostHeldOut, order.length / 4);
    int third = Math.min(mostGallery, order.length / 4);
    int gallery = Math.min(mostGallery, order.length - held - third);
    List<Image> searched = images(all, order, 0, gallery);
    List<Image> drawn = images(all, order, gallery, held);
    List<Image> heldOut =
        NearDuplicates.without(drawn, searched, new PixelDescriptor(size, all.channels()));
    return new DetectorData(
        name(path),
        searched,
        heldOut,
        held - heldOut.size(),
        all.subset(Arrays.copyOfRange(order, gallery + held, gallery + held + third)));
  }

  private static int[] different(Dataset all, long seed) {
    int[] order = IntStream.range(0, all.size()).toArray();
    RandomStream random = RandomStream.of(seed, "descriptors.order", 0);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    Set<String> seen = new HashSet<>();
    return Arrays.stream(order).filter(i -> seen.add(PixelDigest.of(all.image(i)))).toArray();
  }

  private static List<Image> images(Dataset all, int[] order, int from, int count) {
    return Arrays.stream(order, from, from + count).mapToObj(all::image).toList();
  }

  /** Names a data set by the last folder of its path: an archive by the folder it is in. */
  private static String name(String path) {
    String[] parts = path.split("/");
    String last = parts[parts.length - 1];
    return last.contains(".") && parts.length > 1 ? parts[parts.length - 2] : last;
  }
}
