package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;

/**
 * The normalised L2 distance of whole pictures, negated.
 *
 * @param pixels what it compares
 */
public record PixelDetector(PixelDescriptor pixels) implements Detector {
  @Override
  public String name() {
    return "L2";
  }

  @Override
  public Index over(List<Image> gallery) {
    Features rows = pixels.describe(gallery);
    return queries -> {
      double[][] similarities = new double[queries.size()][];
      Pairs.squaredDistances(
          pixels.describe(queries),
          rows,
          (query, squared) ->
              similarities[query] = Arrays.stream(squared).map(d -> -Math.sqrt(d)).toArray());
      return similarities;
    };
  }
}
