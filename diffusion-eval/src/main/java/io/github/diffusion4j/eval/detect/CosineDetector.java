package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.NeighbourSearch;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.eval.learned.CopyNetwork;
import io.github.diffusion4j.eval.plugin.NetworkDescriptor;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares what a descriptor makes of pictures by the cosine of the angle between.
 *
 * @param floor the least cosine that may mean a copy, such as what the descriptor's authors state
 * @param claims names of the kinds of copies that the descriptor is made to see
 */
public record CosineDetector(Descriptor descriptor, double floor, Set<String> claims, Engine engine)
    implements Detector {
  /** What descriptors for copies of whole pictures are made to see. */
  private static final Set<String> WHOLE = Set.of("flip", "crop", "jpeg", "noise", "colour");

  /** Crops are ranked but not told apart: see {@link CopyNetwork}. */
  private static final Set<String> TRAINED = Set.of("flip", "jpeg", "noise", "colour");

  /** Held-out pictures alone say what a copy is. */
  private static final double NO_FLOOR = -1;

  private static final double SAME = 0.999;
  private static final int BATCH = 256;

  /** Compares by a network that was trained on the user's own pictures. */
  static CosineDetector trained(CopyNetwork network, Engine engine) {
    return new CosineDetector(network, NO_FLOOR, TRAINED, engine);
  }

  /** Compares by a network that somebody brought, under the floor of its contract. */
  static CosineDetector brought(NetworkDescriptor network, Engine engine) {
    return new CosineDetector(network, network.contract().floor().orElse(NO_FLOOR), WHOLE, engine);
  }

  @Override
  public DescriptorIdentity identity() {
    return descriptor.identity();
  }

  @Override
  public double same() {
    return SAME;
  }

  @Override
  public Gallery gallery(Dataset pictures) {
    return new Directions(described(pictures));
  }

  private Features described(Dataset pictures) {
    Features features = null;
    for (int from = 0; from < pictures.size(); from += BATCH) {
      List<Image> batch =
          IntStream.range(from, Math.min(pictures.size(), from + BATCH))
              .mapToObj(pictures::image)
              .toList();
      Features more = descriptor.describe(batch);
      features = features == null ? more : features.with(more);
    }
    return features.normalised();
  }

  private final class Directions implements Gallery {
    private final Features rows;

    private Directions(Features rows) {
      this.rows = rows;
    }

    @Override
    public Match[] nearest(Dataset pictures) {
      Features queries = described(pictures);
      return matches(queries, NeighbourSearch.of(queries, rows, 1, engine));
    }

    @Override
    public Match[] others() {
      return matches(rows, NeighbourSearch.others(rows, 1, engine));
    }

    private Match[] matches(Features queries, Nearest found) {
      return IntStream.range(0, queries.size())
          .mapToObj(
              query -> {
                int row = found.rows()[query][0];
                // The search rounds to 24 bits; a verdict must not hang on that.
                return new Match(row, queries.dot(query, rows, row));
              })
          .toArray(Match[]::new);
    }
  }
}
