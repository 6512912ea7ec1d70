package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.eval.replication.Cliques;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.eval.search.Comparison;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.eval.search.ExactSearch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tests of Carlini et al. 2023 by the largest distance of any of 16 tiles, which is 0.15 at
 * most for pictures that are nearly alike. At few pixels a side more pictures are: the numbers for
 * held-out pictures say how many.
 *
 * @param pixels what described the pictures
 */
public record TiledDiagnostics(PixelDescriptor pixels) {
  private static final double NEAR = 0.15;
  private static final TiledDistance TILES = TiledDistance.standard();

  /**
   * Pictures of one question.
   *
   * @param features of them
   * @param groups the prompt or class of each; pictures without any are of one group
   */
  public record Drawn(Features features, List<String> groups) {}

  /** Returns whether pictures have a pixel for each tile. */
  public boolean suits() {
    return pixels.side() >= TILES.rows();
  }

  /**
   * Runs the tests.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not of these
   *     pixels
   */
  public List<Diagnostic> of(Features training, Optional<Drawn> heldOut, Drawn generated) {
    return List.of(
        new Diagnostic(
            "share within tiled distance 0.15 of a training picture (Carlini et al. 2023)",
            share(generated.features, training),
            heldOut.map(some -> share(some.features, training)).orElse(null),
            "as for held-out pictures, mostly 0",
            "copies that are moved, cropped or recoloured; at few pixels, too much is near"),
        new Diagnostic(
            "largest clique of one prompt or class within tiled distance 0.15 (Carlini et al. 2023)",
            largestClique(generated),
            heldOut.map(some -> (double) largestClique(some)).orElse(null),
            "as for held-out pictures; the paper takes 10 of 500 seeds for memorised",
            "copies that are drawn once; whether the model repeats itself or a training picture"));
  }

  private double share(Features pictures, Features training) {
    ExactSearch search =
        ExactSearch.byTiles(new Comparison.Tiles(TILES, pixels.side(), pixels.side(), true));
    double[][] distances =
        search.nearest(DescriptorSet.of(pictures), DescriptorSet.of(training), 1).values();
    long near = Arrays.stream(distances).filter(nearest -> nearest[0] <= NEAR).count();
    return (double) near / pictures.size();
  }

  private int largestClique(Drawn drawn) {
    Map<String, List<Integer>> byGroup =
        IntStream.range(0, drawn.groups.size())
            .boxed()
            .collect(Collectors.groupingBy(drawn.groups::get));
    return byGroup.values().stream()
        .map(rows -> drawn.features.select(rows.stream().mapToInt(row -> row).toArray()))
        .mapToInt(group -> Cliques.largest(alike(group)))
        .max()
        .orElseThrow();
  }

  private BitSet[] alike(Features group) {
    BitSet[] alike = new BitSet[group.size()];
    double limit = NEAR / Math.sqrt(group.dimensions());
    Pairs.squaredDistances(
        group,
        group,
        (row, squared) -> {
          BitSet near = new BitSet(squared.length);
          double[] picture = group.row(row);
          for (int other = 0; other < squared.length; other++) {
            // No tile is nearer than the whole.
            if (other != row
                && squared[other] < NEAR * NEAR
                && TILES.isNearer(picture, group.row(other), pixels.side(), pixels.side(), limit)) {
              near.set(other);
            }
          }
          alike[row] = near;
        });
    return alike;
  }
}
