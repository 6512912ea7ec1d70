package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.eval.search.Comparison;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.eval.search.ExactSearch;
import io.github.diffusion4j.eval.search.Matches;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares pixels by the largest distance of any of 16 tiles, as they are and mirrored (Carlini et
 * al. 2023): similarity is 1 less the distance.
 *
 * <p>It sees copies that are pixel for pixel nearly alike, on small pictures well, and nothing that
 * was moved, cropped or recoloured.
 */
public record TiledDetector(PixelDescriptor pixels) implements Detector {
  private static final Set<String> CLAIMS = Set.of("flip", "jpeg", "noise");
  private static final TiledDistance TILES = TiledDistance.standard();

  /** Five levels of 255: what a lossy file of good quality does to a tile. */
  private static final double SAME = 1 - 0.02;

  /** At the distance that Carlini et al. took for extracted pictures, 0.15, tiles still differ. */
  private static final double FLOOR = 1 - 0.15;

  @Override
  public DescriptorIdentity identity() {
    DescriptorIdentity whole = pixels.identity();
    return new DescriptorIdentity(
        "tiled-pixels", whole.weights(), whole.preprocessing() + ", 16 tiles, mirrored too");
  }

  @Override
  public double floor() {
    return FLOOR;
  }

  @Override
  public double same() {
    return SAME;
  }

  @Override
  public Set<String> claims() {
    return CLAIMS;
  }

  @Override
  public Gallery gallery(Dataset pictures) {
    return new Tiles(Descriptions.by(new PixelLevels(pixels)), pictures);
  }

  private final class Tiles implements Gallery {
    private final Descriptions descriptions;
    private final DescriptorSet rows;
    private final ExactSearch search =
        ExactSearch.byTiles(new Comparison.Tiles(TILES, pixels.side(), pixels.side(), true));

    private Tiles(Descriptions descriptions, Dataset pictures) {
      this.descriptions = descriptions;
      rows = descriptions.of(pictures);
    }

    @Override
    public Match[] nearest(Dataset pictures) {
      return matches(search.nearest(descriptions.of(pictures), rows, 1));
    }

    @Override
    public Match[] others() {
      return matches(search.others(rows, 1));
    }

    @Override
    public int countAbove(int row, double similarity) {
      double limit = (1 - similarity) * PixelLevels.LARGEST;
      int side = pixels.side();
      double[] upright = OtherRows.doubles(rows.row(row));
      double[] mirrored = mirrored(upright, side);
      return OtherRows.count(
          rows,
          row,
          other ->
              TILES.isNearer(upright, other, side, side, limit)
                  || TILES.isNearer(mirrored, other, side, side, limit));
    }

    private static double[] mirrored(double[] picture, int width) {
      return IntStream.range(0, picture.length)
          .mapToDouble(i -> picture[i + width - 1 - 2 * (i % width)])
          .toArray();
    }

    private Match[] matches(Matches found) {
      double white = PixelLevels.LARGEST * Math.sqrt(rows.dimensions());
      return IntStream.range(0, found.rows().length)
          .mapToObj(i -> new Match(found.rows()[i][0], 1 - found.values()[i][0] / white))
          .toArray(Match[]::new);
    }
  }
}
