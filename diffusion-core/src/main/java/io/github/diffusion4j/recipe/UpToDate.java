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
  /** It is: there is nothing to do. */
  record Current() implements UpToDate {}

  /**
   * It is not.
   *
   * @param reason to follow "Retraining: "
   * @param resumable whether a run of this very fingerprint was left unfinished, so that its
   *     checkpoints are of use
   */
  record Stale(String reason, boolean resumable) implements UpToDate {}

  /**
   * Compares what is to be trained with what was.
   *
   * @param folder of the model
   * @param now fingerprint of the run that is asked for
   */
  static UpToDate check(Path folder, Fingerprint now) {
    Optional<Fingerprint> found = Fingerprint.read(folder);
    if (found.isEmpty()) {
      boolean corrupt = Files.exists(folder.resolve(Fingerprint.FILE));
      return new Stale(corrupt ? Fingerprint.FILE + " cannot be read" : "model is missing", false);
    }
    Fingerprint then = found.get();
    Optional<String> change = change(then, now);
    if (change.isPresent()) {
      return new Stale(change.get(), false);
    }
    if (!then.finished()) {
      return new Stale("training was not finished", true);
    }
    return damage(folder, then)
        .<UpToDate>map(reason -> new Stale(reason, true))
        .orElseGet(Current::new);
  }

  private static Optional<String> change(Fingerprint then, Fingerprint now) {
    if (!then.toolkit().equals(now.toolkit())) {
      return Optional.of("toolkit version " + then.toolkit() + " -> " + now.toolkit());
    }
    if (!then.engine().equals(now.engine())) {
      return Optional.of("engine " + then.engine() + " -> " + now.engine());
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
