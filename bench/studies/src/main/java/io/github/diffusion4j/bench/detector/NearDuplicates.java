package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.PerceptualHash;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures so alike that one is no example of something that is not in the other: their pixels are
 * at a normalised L2 distance of up to {@link #DISTANCE}, as they are or mirrored, and their
 * perceptual hashes are those of one picture by PDQ's own rule. Both, so that no detector is spared
 * the mistakes that it makes alone.
 */
public final class NearDuplicates {
  /** The largest distance. */
  public static final double DISTANCE = 0.1;

  private NearDuplicates() {}

  /**
   * Returns the pictures that are near duplicates of none in a gallery.
   *
   * @param pixels what distances are taken of
   */
  public static List<Image> without(
      List<Image> pictures, List<Image> gallery, PixelDescriptor pixels) {
    double[][] distances =
        new TileDetector(pixels, new TiledDistance(1, 1)).over(gallery).similarities(pictures);
    double[][] hashes = new HashDetector().over(gallery).similarities(pictures);
    double same = 1 - (double) PerceptualHash.SAME / PerceptualHash.BITS;
    return IntStream.range(0, pictures.size())
        .filter(
            i ->
                IntStream.range(0, gallery.size())
                    .noneMatch(g -> distances[i][g] >= -DISTANCE && hashes[i][g] >= same))
        .mapToObj(pictures::get)
        .toList();
  }
}
