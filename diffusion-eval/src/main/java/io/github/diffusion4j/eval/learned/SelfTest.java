package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDigest;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well a descriptor finds edited copies of pictures that it was not trained on. For every kind,
 * each picture's copy is looked up among all pictures by Euclidean distance. A descriptor that
 * fails cannot say that a set of pictures holds no copies.
 *
 * @param pictures that were copied and searched, each different from the others
 * @param figures one for each kind
 */
public record SelfTest(int pictures, List<Figure> figures) {
  /** The mean share of unrelated pictures that must be further away than the original. */
  public static final double LEAST_BEHIND = 0.95;

  /** Fewer pictures would let a descriptor pass by luck. */
  public static final int LEAST_PICTURES = 10;

  private static final long SEED = 1;

  /**
   * How copies of one kind are found.
   *
   * @param kind how they were made
   * @param first share of the copies to which their original is nearer than any other picture
   * @param behind mean share of the other pictures that are further from the copy than its
   *     original; about 0.5 by chance
   */
  public record Figure(String kind, double first, double behind) {
    /** Checks the shares. */
    public Figure {
      if (kind == null || !(first >= 0 && first <= 1) || !(behind >= 0 && behind <= 1)) {
        throw new IllegalArgumentException(
            "a figure of a self-test has a kind and two shares from 0 to 1, not %s, %s and %s"
                .formatted(kind, first, behind));
      }
    }
  }

  /** Checks that there is something to go by. */
  public SelfTest {
    if (figures == null || figures.isEmpty()) {
      throw new IllegalArgumentException("a self-test without figures says nothing");
    }
    figures = List.copyOf(figures);
  }

  /** Tests with {@link Manipulation#standard}. */
  public static SelfTest of(Descriptor descriptor, List<Image> pictures) {
    return of(descriptor, pictures, Manipulation.standard());
  }

  /**
   * Tests with other kinds of copies.
   *
   * @param pictures of one size and number of channels, that the descriptor was not trained on; of
   *     equal ones the first counts
   * @throws EvaluationException if there are fewer than {@value #LEAST_PICTURES} different ones
   */
  public static SelfTest of(Descriptor descriptor, List<Image> pictures, List<Manipulation> kinds) {
    List<Image> different = new ArrayList<>(pictures);
    PixelDigest.groups(pictures).stream()
        .flatMap(group -> group.stream().skip(1))
        .sorted((a, b) -> b - a)
        .forEach(index -> different.remove(index.intValue()));
    if (different.size() < LEAST_PICTURES) {
      throw new EvaluationException(
          "a self-test of %s needs at least %d different pictures; these are %d"
              .formatted(descriptor.identity(), LEAST_PICTURES, different.size()));
    }
    Features originals = descriptor.describe(different);
    List<Figure> figures = new ArrayList<>();
    for (Manipulation kind : kinds) {
      figures.add(figure(kind, originals, descriptor.describe(copies(different, kind))));
    }
    return new SelfTest(different.size(), figures);
  }

  private static List<Image> copies(List<Image> pictures, Manipulation kind) {
    List<Image> copies = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Image other = pictures.get((i + 1) % pictures.size());
      copies.add(kind.apply(pictures.get(i), other, RandomStream.of(SEED, "self-test", i)));
    }
    return copies;
  }

  private static Figure figure(Manipulation kind, Features originals, Features copies) {
    int count = originals.size();
    int[] behind = new int[count];
    Pairs.squaredDistances(
        copies,
        originals,
        (query, squared) -> {
          for (int row = 0; row < count; row++) {
            behind[query] += squared[row] > squared[query] ? 1 : 0;
          }
        });
    long first = Arrays.stream(behind).filter(each -> each == count - 1).count();
    double all = Arrays.stream(behind).average().orElseThrow();
    return new Figure(kind.name(), (double) first / count, all / (count - 1));
  }

  /** Tells whether copies of every kind are found. */
  public boolean passed() {
    return figures.stream().allMatch(figure -> figure.behind >= LEAST_BEHIND);
  }

  /**
   * Refuses a descriptor that failed.
   *
   * @throws EvaluationException naming it, what it does not find, and the way out
   */
  public void requirePassed(DescriptorIdentity descriptor) {
    for (Figure figure : figures) {
      if (figure.behind < LEAST_BEHIND) {
        throw new EvaluationException(
            "a descriptor that fails its self-test: of %s, copies of the kind %s are nearer to their original than to %.1f %% of %d other pictures on average, and %.0f %% are needed; train it longer or on more pictures, or take another descriptor"
                .formatted(
                    descriptor,
                    figure.kind,
                    100 * figure.behind,
                    pictures - 1,
                    100 * LEAST_BEHIND));
      }
    }
  }
}
