package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pictures of a data set a descriptor is trained on, and which it is tested on. Content alone
 * decides, not the place in the data set.
 *
 * @param training indices of different pictures
 * @param heldBack indices of others
 * @param duplicates how many pictures are in neither, as they are equal to one that is, or its
 *     mirror image
 * @param digest of all pictures of the data set
 */
record TrainingPictures(int[] training, int[] heldBack, int duplicates, String digest) {
  private static final int LEAST_HELD_BACK = 16;
  private static final int MOST_HELD_BACK = 200;
  private static final int ONE_OF = 20;

  /**
   * Looks at every picture.
   *
   * @throws EvaluationException if there are too few different ones
   */
  static TrainingPictures of(Dataset data) {
    List<String> digests = DataDigest.upToMirroring(data);
    Map<String, Integer> different = new LinkedHashMap<>();
    for (int i = 0; i < digests.size(); i++) {
      different.putIfAbsent(digests.get(i), i);
    }
    if (different.size() < CopyNetworkTraining.LEAST_PICTURES) {
      throw new EvaluationException(
          "a descriptor is trained on at least %d different pictures; of these %d, %d are different: %s"
              .formatted(
                  CopyNetworkTraining.LEAST_PICTURES,
                  digests.size(),
                  different.size(),
                  data.description()));
    }
    int[] byDigest =
        different.entrySet().stream()
            .sorted(Comparator.comparing(Map.Entry::getKey))
            .mapToInt(Map.Entry::getValue)
            .toArray();
    int back = Math.min(MOST_HELD_BACK, Math.max(LEAST_HELD_BACK, byDigest.length / ONE_OF));
    return new TrainingPictures(
        Arrays.copyOfRange(byDigest, back, byDigest.length),
        Arrays.copyOf(byDigest, back),
        digests.size() - byDigest.length,
        DataDigest.ofJson(Map.of("pictures", digests)));
  }
}
