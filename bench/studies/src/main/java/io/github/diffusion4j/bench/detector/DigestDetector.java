package io.github.diffusion4j.bench.detector;

import io.github.diffusion4j.eval.descriptor.PixelDigest;
import io.github.diffusion4j.image.Image;
import java.util.List;

/** 1 for pictures of the same pixels ({@link PixelDigest}), 0 for all others. */
public record DigestDetector() implements Detector {
  @Override
  public String name() {
    return "digest";
  }

  @Override
  public Index over(List<Image> gallery) {
    String[] digests = gallery.stream().map(PixelDigest::of).toArray(String[]::new);
    return queries -> {
      double[][] similarities = new double[queries.size()][digests.length];
      for (int q = 0; q < similarities.length; q++) {
        String own = PixelDigest.of(queries.get(q));
        for (int g = 0; g < digests.length; g++) {
          similarities[q][g] = own.equals(digests[g]) ? 1 : 0;
        }
      }
      return similarities;
    };
  }
}
