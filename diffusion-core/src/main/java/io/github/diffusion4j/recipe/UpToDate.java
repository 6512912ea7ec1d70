package io.github.diffusion4j.recipe;

import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Whether a model on disk is what a training run would make again. */
public sealed interface UpToDate {
  /**
   * It is: there is nothing to do.
   *
   * @param note what differs all the same, as a sentence; empty if nothing does
   */
  record Current(String note) implements UpToDate {}

  /**
   * It is not.
   *
   * @param reason to follow "Retraining: "
   * @param resumable whether a run of this very model was left unfinished, so that its checkpoints
   *     are of use
   * @param note how the rest of the run will differ from what was done, as a sentence; empty if it
   *     will not
   */
  record Stale(String reason, boolean resumable, String note) implements UpToDate {}

  /**
   * Compares what is to be trained with what was. Engine and precision do not count: they round
   * differently, and a checkpoint of one is as good a start for the other.
   *
   * @param folder of the model
   * @param now fingerprint of the run that is asked for
   */
  static UpToDate check(Path folder, Fingerprint now) {
    Optional<Fingerprint> found = Fingerprint.read(folder);
    if (found.isEmpty()) {
      boolean corrupt = Files.exists(folder.resolve(Fingerprint.FILE));
      return new Stale(
          corrupt ? Fingerprint.FILE + " cannot be read" : "model is missing", false, "");
    }
    Fingerprint then = found.get();
    Optional<String> change = change(then, now);
    if (change.isPresent()) {
      return new Stale(change.get(), false, "");
    }
    if (!then.finished()) {
      return new Stale("training was not finished", true, resumed(then, now));
    }
    return damage(folder, then)
        .<UpToDate>map(reason -> new Stale(reason, true, resumed(then, now)))
        .orElseGet(() -> new Current(kept(then, now)));
  }

  private static String resumed(Fingerprint then, Fingerprint now) {
    List<String> changes = new ArrayList<>();
    if (!then.engine().equals(now.engine())) {
      changes.add("engine " + then.engine() + " -> " + now.engine());
    }
    if (!then.precision().equals(now.precision())) {
      changes.add("precision " + then.precision() + " -> " + now.precision());
    }
    return changes.isEmpty() ? "" : "the rest is computed by another " + String.join(", ", changes);
  }

  private static String kept(Fingerprint then, Fingerprint now) {
    return then.precision().equals(now.precision())
        ? ""
        : "the model was trained in precision "
            + then.precision()
            + " and is kept, since "
            + now.precision()
            + " would only round differently; force the training to have it so";
  }

  private static Optional<String> change(Fingerprint then, Fingerprint now) {
    if (!then.toolkit().equals(now.toolkit())) {
      return Optional.of("toolkit version " + then.toolkit() + " -> " + now.toolkit());
    }
    if (!then.recipe().equals(now.recipe())) {
      return Optional.of("recipe changed: " + difference(then.recipe(), now.recipe()));
    }
    if (!then.data().equals(now.data())) {
      return Optional.of("dataset changed (" + now.data().difference(then.data()) + ")");
    }
    return Optional.empty();
  }

  private static String difference(Map<String, String> then, Map<String, String> now) {
    TreeSet<String> keys = new TreeSet<>(then.keySet());
    keys.addAll(now.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : keys) {
      String before = then.getOrDefault(key, "(none)");
      String after = now.getOrDefault(key, "(none)");
      if (!before.equals(after)) {
        changes.add(key + " " + before + " -> " + after);
      }
    }
    int shown = Math.min(3, changes.size());
    String more = changes.size() > shown ? " and " + (changes.size() - shown) + " more" : "";
    return String.join(", ", changes.subList(0, shown)) + more;
  }

  private static Optional<String> damage(Path folder, Fingerprint then) {
    for (Map.Entry<String, String> file : then.files().entrySet()) {
      Path path = folder.resolve(file.getKey()).normalize();
      if (!path.startsWith(folder.normalize()) || !Files.isRegularFile(path)) {
        return Optional.of("model is missing (" + file.getKey() + ")");
      }
      try {
        if (!Digests.sha256(path).equals(file.getValue())) {
          return Optional.of("model was changed after training (" + file.getKey() + ")");
        }
      } catch (StoreException unreadable) {
        return Optional.of("model cannot be read (" + file.getKey() + ")");
      }
    }
    return Optional.empty();
  }
}
