package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Dihedral;
import io.github.diffusion4j.image.PerceptualHash;
import io.github.diffusion4j.image.PictureSpectrum;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Compares perceptual hashes, turned and mirrored in all eight ways: similarity is the share of
 * equal bits, about 0.5 for unrelated photographs.
 *
 * <p>It sees a picture that was stored anew, resized, recoloured, turned or mirrored. It does not
 * see one that was cropped or that shares a part, and on pictures of few pixels or without texture
 * unrelated ones come close.
 */
public record HashDetector() implements Detector {
  private static final Set<String> CLAIMS = Set.of("flip", "jpeg", "noise", "colour");
  private static final int SAME_BITS = 4;

  @Override
  public DescriptorIdentity identity() {
    return DescriptorIdentity.of("perceptual-hash", "256 bits, eight orientations");
  }

  @Override
  public double floor() {
    return similarity(PerceptualHash.SAME + 1);
  }

  @Override
  public double same() {
    return similarity(SAME_BITS);
  }

  private static double similarity(int distance) {
    return 1 - (double) distance / PerceptualHash.BITS;
  }

  @Override
  public Set<String> claims() {
    return CLAIMS;
  }

  @Override
  public Gallery gallery(Dataset pictures) {
    return new Hashes(
        IntStream.range(0, pictures.size())
            .parallel()
            .mapToObj(i -> PerceptualHash.of(pictures.image(i)))
            .toArray(PerceptualHash[]::new));
  }

  private record Hashes(PerceptualHash[] hashes) implements Gallery {
    @Override
    public Match[] nearest(Dataset pictures) {
      return IntStream.range(0, pictures.size())
          .parallel()
          .mapToObj(i -> nearest(PictureSpectrum.of(pictures.image(i)), -1))
          .toArray(Match[]::new);
    }

    @Override
    public Match[] others() {
      if (hashes.length < 2) {
        throw new EvaluationException(
            "a comparison among the others needs at least 2 pictures; there is 1");
      }
      return IntStream.range(0, hashes.length)
          .parallel()
          .mapToObj(i -> nearest(new PerceptualHash[] {hashes[i]}, i))
          .toArray(Match[]::new);
    }

    /** Hashes are kept as they are only: forms that are turned or mirrored do not count. */
    @Override
    public int countAbove(int row, double similarity) {
      return (int)
          IntStream.range(0, hashes.length)
              .filter(
                  other ->
                      other != row && similarity(hashes[row].distance(hashes[other])) > similarity)
              .count();
    }

    private Match nearest(PictureSpectrum picture, int without) {
      return nearest(
          Arrays.stream(Dihedral.values()).map(picture::hash).toArray(PerceptualHash[]::new),
          without);
    }

    private Match nearest(PerceptualHash[] forms, int without) {
      int best = -1;
      int least = PerceptualHash.BITS + 1;
      for (int row = 0; row < hashes.length; row++) {
        for (PerceptualHash form : forms) {
          int distance = row == without ? least : form.distance(hashes[row]);
          if (distance < least) {
            least = distance;
            best = row;
          }
        }
      }
      return new Match(best, similarity(least));
    }
  }
}
