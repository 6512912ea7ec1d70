package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.image.PictureSpectrum;
import java.util.List;

/**
 * The share of bits that two perceptual hashes have in common, of a query turned and mirrored in
 * whichever of the eight ways has most. Pictures of little quality are compared, too, as a detector
 * that left them out would not find their copies either.
 */
public record HashDetector() implements Detector {
  @Override
  public String name() {
    return "hash";
  }

  @Override
  public Index over(List<Image> gallery) {
    PerceptualHash[] hashes =
        gallery.stream().map(PerceptualHash::of).toArray(PerceptualHash[]::new);
    return queries -> {
      double[][] similarities = new double[queries.size()][hashes.length];
      for (int q = 0; q < similarities.length; q++) {
        List<PerceptualHash> forms = PictureSpectrum.of(queries.get(q)).hashes();
        for (int g = 0; g < hashes.length; g++) {
          int least = PerceptualHash.BITS;
          for (PerceptualHash form : forms) {
            least = Math.min(least, form.distance(hashes[g]));
          }
          similarities[q][g] = 1 - (double) least / PerceptualHash.BITS;
        }
      }
      return similarities;
    };
  }
}
