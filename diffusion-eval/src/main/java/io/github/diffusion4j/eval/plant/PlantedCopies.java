package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of pictures, made to see whether a detector finds them. The same pictures and seed make
 * the same copies: copy i of a kind depends on nothing but them, the kind's name and i.
 */
public final class PlantedCopies {
  private final List<Image> sources;
  private final List<Image> others;
  private final long seed;
  private final int[] order;

  /**
   * Chooses what to copy.
   *
   * @param sources pictures to copy, of any sizes, such as those of training
   * @param others pictures to paste into and fill with; a copy holds parts of these, too, so take
   *     held-out ones where the copies are searched for among the sources
   * @param seed of all that is random
   * @throws EvaluationException if there are no sources or no others
   */
  public PlantedCopies(List<Image> sources, List<Image> others, long seed) {
    if (sources.isEmpty() || others.isEmpty()) {
      throw new EvaluationException(
          "%d pictures to copy and %d others to fill with; planting copies needs at least one of each"
              .formatted(sources.size(), others.size()));
    }
    this.sources = List.copyOf(sources);
    this.others = List.copyOf(others);
    this.seed = seed;
    this.order = shuffled(sources.size(), RandomStream.of(seed, "plant.sources", 0));
  }

  /** Fisher and Yates, as Durstenfeld (1964) wrote it. */
  private static int[] shuffled(int count, RandomStream random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * Makes copies of each kind. All kinds copy the same sources, each source as often as any other
   * or once more.
   *
   * @param count of each kind, 0 or more
   * @return {@code kinds * count} copies, kind by kind
   * @throws EvaluationException if all others are equal to a source that is copied in part
   */
  public List<PlantedCopy> of(List<Manipulation> kinds, int count) {
    List<PlantedCopy> copies = new ArrayList<>();
    for (Manipulation kind : kinds) {
      for (int i = 0; i < count; i++) {
        copies.add(copy(kind, i));
      }
    }
    return copies;
  }

  private PlantedCopy copy(Manipulation kind, int i) {
    RandomStream random = RandomStream.of(seed, "plant." + kind.name(), i);
    int index = order[i % order.length];
    Image source = sources.get(index);
    Image other = kind.isPartial() ? unrelated(source, random) : source;
    return new PlantedCopy(kind, index, kind.apply(source, other, random));
  }

  /** Returns another picture at a source's size: one that differs from it, drawn at random. */
  private Image unrelated(Image source, RandomStream random) {
    int first = random.nextInt(others.size());
    for (int i = 0; i < others.size(); i++) {
      Image other = others.get((first + i) % others.size());
      if (!other.equals(source)) {
        return other.resized(source.width(), source.height());
      }
    }
    throw new EvaluationException(
        "all of the %d pictures to fill with are equal to the picture that is copied; name others"
            .formatted(others.size()));
  }
}
