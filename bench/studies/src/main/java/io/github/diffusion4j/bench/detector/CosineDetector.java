package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.image.Image;
import java.util.List;

/**
 * The cosine of what a descriptor makes of two pictures.
 *
 * @param name in tables
 * @param descriptor any
 */
public record CosineDetector(String name, Descriptor descriptor) implements Detector {
  @Override
  public Index over(List<Image> gallery) {
    Features rows = descriptor.describe(gallery).normalised();
    return queries -> {
      double[][] similarities = new double[queries.size()][];
      Pairs.products(
          descriptor.describe(queries).normalised(),
          rows,
          (query, products) -> similarities[query] = products.clone());
      return similarities;
    };
  }
}
