package io.github.diffusion4j.cascade;

import io.github.diffusion4j.nn.UNetSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One resolution of a cascade: the first is drawn from noise, each other goes by the one before.
 *
 * @param size height and width of its pictures
 * @param network its U-Net
 * @param lowResolution the small pictures that it goes by; null for the first
 */
public record Stage(int size, UNetSpec network, LowResolution lowResolution) {
  /** What a stage's folder inside the cascade's is called, before the size. */
  private static final String FOLDER = "stage-";

  /** A level of fewer pixels than 4x4 has next to nothing to say of where things are. */
  private static final int LEAST_LEVEL = 4;

  /**
   * Plans a cascade.
   *
   * @param sizes of all stages but the last, ascending, each a divisor of the next
   * @param imageSize of the last stage
   * @param network of the last stage; the others do without its lowest levels where these would be
   *     smaller than 4x4 pixels or could not be halved into
   * @throws IllegalArgumentException if a size is no divisor of the next
   */
  public static List<Stage> plan(
      List<Integer> sizes, int imageSize, UNetSpec network, ConditioningAugmentation augmentation) {
    List<Stage> stages = new ArrayList<>();
    int before = 0;
    for (int size : sizes) {
      requireDivisor(before, size, sizes, imageSize);
      stages.add(new Stage(size, trimmed(network, size), below(before, augmentation)));
      before = size;
    }
    requireDivisor(before, imageSize, sizes, imageSize);
    stages.add(new Stage(imageSize, network, below(before, augmentation)));
    return List.copyOf(stages);
  }

  /** Returns the name of its folder inside the cascade's. */
  public String folder() {
    return folder(size);
  }

  /** Returns the name of the folder of the stage of a size. */
  public static String folder(int size) {
    return FOLDER + size;
  }

  /** Tells whether a folder of that name may be a stage's. */
  public static boolean isFolder(String name) {
    return name.matches(FOLDER + "[1-9]\\d{0,3}");
  }

  private static LowResolution below(int before, ConditioningAugmentation augmentation) {
    return before == 0 ? null : new LowResolution(before, augmentation);
  }

  private static UNetSpec trimmed(UNetSpec network, int size) {
    int levels = network.multipliers().size();
    while (levels > 1 && (size >> (levels - 1) < LEAST_LEVEL || size % (1 << (levels - 1)) != 0)) {
      levels--;
    }
    return network.withLevels(levels);
  }

  private static void requireDivisor(int before, int size, List<Integer> sizes, int imageSize) {
    if (size < 1 || before >= size || before > 0 && size % before != 0) {
      throw new IllegalArgumentException(
          "sizes is "
              + sizes
              + " below image-size "
              + imageSize
              + "; each must be larger than the one before and divide the next, such as [8, 16]"
              + " below 32");
    }
  }
}
