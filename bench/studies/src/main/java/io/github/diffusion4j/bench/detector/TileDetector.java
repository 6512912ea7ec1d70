package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;

/**
 * The largest distance of any tile ({@link TiledDistance}), of a query as it is or mirrored,
 * whichever is nearer, negated. Unlike a search it takes all pairs, as rankings need them.
 *
 * @param pixels what it compares
 * @param tiles how it is cut
 */
public record TileDetector(PixelDescriptor pixels, TiledDistance tiles) implements Detector {
  @Override
  public String name() {
    return "tiles";
  }

  @Override
  public Index over(List<Image> gallery) {
    Features whole = pixels.describe(gallery);
    return queries -> {
      double[][] straight = largest(rows(pixels.describe(queries)), whole);
      List<Image> turned = queries.stream().map(Image::mirrored).toList();
      double[][] mirrored = largest(rows(pixels.describe(turned)), whole);
      for (int q = 0; q < straight.length; q++) {
        for (int g = 0; g < straight[q].length; g++) {
          straight[q][g] = -Math.sqrt(Math.min(straight[q][g], mirrored[q][g]));
        }
      }
      return straight;
    };
  }

  private double[][] largest(double[][] queries, Features gallery) {
    double[][] rows = rows(gallery);
    double[][] largest = new double[queries.length][rows.length];
    for (int r = 0; r < tiles.rows(); r++) {
      for (int c = 0; c < tiles.columns(); c++) {
        Pairs.squaredDistances(
            tile(queries, r, c),
            tile(rows, r, c),
            (query, squared) -> {
              for (int g = 0; g < squared.length; g++) {
                largest[query][g] = Math.max(largest[query][g], squared[g]);
              }
            });
      }
    }
    return largest;
  }

  private static double[][] rows(Features features) {
    double[][] rows = new double[features.size()][];
    Arrays.setAll(rows, features::row);
    return rows;
  }

  /** Cuts a tile out of described pictures, scaled so that distances are normalised by its size. */
  private Features tile(double[][] pictures, int row, int column) {
    int side = pixels.side();
    int top = row * side / tiles.rows();
    int left = column * side / tiles.columns();
    int height = (row + 1) * side / tiles.rows() - top;
    int width = (column + 1) * side / tiles.columns() - left;
    double scale = side / Math.sqrt((double) height * width);
    double[][] cut = new double[pictures.length][pixels.channels() * height * width];
    for (int p = 0; p < pictures.length; p++) {
      for (int i = 0; i < cut[p].length; i++) {
        int x = left + i % width;
        int y = top + i / width % height;
        int channel = i / (width * height);
        cut[p][i] = scale * pictures[p][(channel * side + y) * side + x];
      }
    }
    return Features.of(DescriptorIdentity.of("tile", row + ", " + column), cut);
  }
}
