package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.learned.CopyNetwork;
import io.github.diffusion4j.eval.plugin.NetworkDescriptor;
import io.github.diffusion4j.eval.search.ApproximateSearch;
import io.github.diffusion4j.eval.search.Comparison;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.eval.search.ExactSearch;
import io.github.diffusion4j.eval.search.Matches;
import io.github.diffusion4j.tensor.Engine;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares what a descriptor makes of pictures by the cosine of the angle between.
 *
 * @param floor the least cosine that may mean a copy, such as what the descriptor's authors state
 * @param claims names of the kinds of copies that the descriptor is made to see
 * @param engine whose products are used
 * @param approximately whether the search may miss the most similar picture
 */
public record CosineDetector(
    Descriptor descriptor, double floor, Set<String> claims, Engine engine, boolean approximately)
    implements Detector {
  /** What descriptors for copies of whole pictures are made to see. */
  private static final Set<String> WHOLE = Set.of("flip", "crop", "jpeg", "noise", "colour");

  /** Held-out pictures alone say what a copy is. */
  private static final double NO_FLOOR = -1;

  private static final double SAME = 0.999;

  /** Searches exactly. */
  public CosineDetector(Descriptor descriptor, double floor, Set<String> claims, Engine engine) {
    this(descriptor, floor, claims, engine, false);
  }

  /** Compares by a network that was trained on the user's own pictures. */
  static CosineDetector trained(CopyNetwork network, Engine engine) {
    return new CosineDetector(network, NO_FLOOR, CopyNetwork.SEES, engine);
  }

  /** Compares by a network that somebody brought, under the floor of its contract. */
  static CosineDetector brought(NetworkDescriptor network, Engine engine) {
    return new CosineDetector(network, network.contract().floor().orElse(NO_FLOOR), WHOLE, engine);
  }

  @Override
  public Optional<Detector> approximate() {
    return Optional.of(new CosineDetector(descriptor, floor, claims, engine, true));
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
    Descriptions descriptions = Descriptions.by(descriptor);
    Directions exact =
        new Directions(
            descriptions, descriptions.of(pictures), ExactSearch.by(Comparison.cosine(), engine));
    return approximately ? new Graph(exact, ApproximateSearch.over(exact.rows)) : exact;
  }

  private static Match[] matches(Matches found) {
    return IntStream.range(0, found.rows().length)
        .mapToObj(i -> new Match(found.rows()[i][0], Math.min(1, found.values()[i][0])))
        .toArray(Match[]::new);
  }

  private record Directions(Descriptions descriptions, DescriptorSet rows, ExactSearch search)
      implements Gallery {
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
      double[] one = OtherRows.doubles(rows.row(row));
      return OtherRows.count(rows, row, other -> cosine(one, other) > similarity);
    }
  }

  private static double cosine(double[] a, double[] b) {
    double product = 0;
    double one = 0;
    double other = 0;
    for (int i = 0; i < a.length; i++) {
      product += a[i] * b[i];
      one += a[i] * a[i];
      other += b[i] * b[i];
    }
    return product / Math.sqrt(one * other);
  }

  private record Graph(Directions exact, ApproximateSearch search) implements Gallery {
    @Override
    public Match[] nearest(Dataset pictures) {
      return matches(search.nearest(exact.descriptions.of(pictures)));
    }

    @Override
    public Match[] others() {
      return matches(search.others());
    }

    @Override
    public int countAbove(int row, double similarity) {
      return exact.countAbove(row, similarity);
    }
  }
}
