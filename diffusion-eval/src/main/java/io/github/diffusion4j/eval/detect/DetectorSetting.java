package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.learned.TrainingProgress;
import io.github.diffusion4j.store.UserCache;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a detector is made for and with.
 *
 * @param training pictures that will be searched
 * @param heldOut pictures that will calibrate the search, of the same size and channels
 * @param engine what computes
 * @param cache folder that keeps what was trained
 * @param progress is told of each step of training, if there is any
 */
public record DetectorSetting(
    Dataset training,
    Optional<Dataset> heldOut,
    Engine engine,
    Path cache,
    TrainingProgress progress) {

  /** Returns {@code descriptors} in the user's own folder for caches. */
  public static Path usersCache() {
    return UserCache.folder().resolve("descriptors");
  }
}
