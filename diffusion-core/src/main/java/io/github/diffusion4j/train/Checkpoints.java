package io.github.diffusion4j.train;

import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The saved states of a run, one file each, newest kept. A file that is not whole, or is of another
 * run, is never gone on from.
 */
final class Checkpoints {
  private static final String PATTERN = "step-\\d{9}\\.safetensors";

  private final Path folder;
  private final String run;
  private final int keep;
  private final Engine engine;

  /**
   * Takes a folder, which need not be there yet.
   *
   * @param run what tells this run from any other
   * @param keep how many files stay
   */
  Checkpoints(Path folder, String run, int keep, Engine engine) {
    this.folder = folder;
    this.run = run;
    this.keep = keep;
    this.engine = engine;
  }

  /** Saves a state and removes what is older than the newest ones, and what is of other runs. */
  Path save(TrainingState state) {
    Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    Weights.export(state.tensors(), "", entries);
    state.levels.save(entries);
    Path file = folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", state.step));
    createFolder();
    Safetensors.write(
        file,
        entries,
        Map.of(
            "run", run,
            "step", String.valueOf(state.step),
            "updates", String.valueOf(state.updates),
            "skipped", String.valueOf(state.skipped),
            "seconds", String.valueOf(state.seconds)));
    prune(file);
    return file;
  }

  /**
   * Brings a state back to the newest checkpoint that is whole and of this run.
   *
   * @return the file; empty if there is none to go on from
   */
  Optional<Path> restore(TrainingState state, TrainingObserver observer) {
    AtomicFiles.removeLeftovers(folder);
    for (Path file : newestFirst()) {
      try {
        Safetensors.Contents contents = Safetensors.read(file);
        if (!run.equals(contents.metadata().get("run"))) {
          observer.onNote(
              "Starting anew: " + file + " is of a run with another recipe or other data");
          return Optional.empty();
        }
        restore(contents, state, file.toString());
        return Optional.of(file);
      } catch (StoreException | ModelException | NumberFormatException damaged) {
        observer.onNote("Passing over a checkpoint: " + damaged.getMessage());
      }
    }
    return Optional.empty();
  }

  private void restore(Safetensors.Contents contents, TrainingState state, String source) {
    Map<String, String> numbers = contents.metadata();
    long step = Long.parseLong(String.valueOf(numbers.get("step")));
    long updates = Long.parseLong(String.valueOf(numbers.get("updates")));
    int skipped = Integer.parseInt(String.valueOf(numbers.get("skipped")));
    double seconds = Double.parseDouble(String.valueOf(numbers.get("seconds")));
    Map<String, Safetensors.Entry> entries = contents.tensors();
    Weights.restore(engine, entries, "", state.tensors(), source);
    state.levels.restore(entries, source);
    state.step = step;
    state.updates = updates;
    state.skipped = skipped;
    state.seconds = seconds;
  }

  /** Returns the newest file, of whatever run; empty if there is none. */
  Optional<Path> newest() {
    return newestFirst().stream().findFirst();
  }

  private void prune(Path newest) {
    String name = newest.getFileName().toString();
    List<Path> others = newestFirst();
    // Files with a later step are of an earlier run: ours has not got there yet.
    others.removeIf(file -> file.getFileName().toString().compareTo(name) == 0);
    List<Path> earlier =
        others.stream().filter(file -> file.getFileName().toString().compareTo(name) < 0).toList();
    others.removeAll(earlier.subList(0, Math.min(keep - 1, earlier.size())));
    for (Path file : others) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new StoreException("Cannot remove the old checkpoint " + file + ": " + e, e);
      }
    }
  }

  private List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return new ArrayList<>();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .filter(file -> file.getFileName().toString().matches(PATTERN))
              .sorted(Comparator.comparing(Path::getFileName).reversed())
              .toList());
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException("Cannot list the checkpoints in " + folder + ": " + e, e);
    }
  }

  private void createFolder() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException("Cannot make the folder " + folder + ": " + e, e);
    }
  }
}
