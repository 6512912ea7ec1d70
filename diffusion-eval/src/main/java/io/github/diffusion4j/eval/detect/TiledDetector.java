package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.descriptor.TiledSearch;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.replication.TiledDistance;
import java.util.Arrays;
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
  /** Five levels of 255: what a lossy file of good quality does to a tile. */
  private static final Set<String> CLAIMS = Set.of("flip", "jpeg", "noise");

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
    return new Tiles(new TiledSearch(pixels, TiledDistance.standard()), described(pictures));
  }

  private Features described(Dataset pictures) {
    return Features.of(
        pixels.identity(),
        IntStream.range(0, pictures.size())
            .parallel()
            .mapToObj(i -> pixels.describe(pictures.image(i)))
            .toArray(double[][]::new));
  }

  private final class Tiles implements Gallery {
    private final TiledSearch search;
    private final Features rows;

    private Tiles(TiledSearch search, Features rows) {
      this.search = search;
      this.rows = rows;
    }

    @Override
    public Match[] nearest(Dataset pictures) {
      return matches(search.nearest(described(pictures), rows));
    }

    @Override
    public Match[] others() {
      return matches(search.others(rows));
    }

    private static Match[] matches(TiledSearch.Match[] found) {
      return Arrays.stream(found)
          .map(match -> new Match(match.row(), 1 - match.distance()))
          .toArray(Match[]::new);
    }
  }
}
