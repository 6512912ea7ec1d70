package io.github.diffusion4j.cli;

import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.recipe.Fingerprint;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.UpToDate;
import io.github.diffusion4j.store.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The folder of a model: whether it is up to date, and what lies in it beside the model itself. */
final class ModelFolder {
  private static final String CHECKPOINTS = "checkpoints";
  private static final String PAGE = "training.html";

  private final Path path;

  /**
   * Takes a folder, which need not be there yet.
   *
   * @throws UserError if it is a file
   */
  ModelFolder(Path path) {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new UserError("--model is " + path + ", which is a file; name a folder");
    }
    this.path = path;
  }

  Path path() {
    return path;
  }

  Path page() {
    return path.resolve(PAGE);
  }

  UpToDate check(Fingerprint now) {
    return UpToDate.check(path, now);
  }

  /** Returns the state of a folder whose model is not wanted any more. */
  UpToDate forced() {
    return new UpToDate.Stale("--force is given", false, "");
  }

  /** Keeps the whole recipe beside the model: for people, and for what sampling takes from it. */
  void keepRecipe(Recipe recipe) {
    AtomicFiles.write(path.resolve(Recipe.FILE), recipe.toYaml().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Says why there is training to do, and clears away what an earlier run left if it is useless.
   */
  void prepare(UpToDate.Stale stale, Fingerprint now, Progress progress) {
    boolean trained = Files.exists(path.resolve(Fingerprint.FILE));
    if (stale.resumable()) {
      progress.note("Resuming: " + stale.reason());
      if (!stale.note().isEmpty()) {
        progress.note("Note: " + stale.note());
      }
    } else if (trained) {
      progress.note("Retraining: " + stale.reason());
    }
    if (!stale.resumable()) {
      removeCheckpoints();
    }
    now.write(path);
  }

  /** The trainer goes on from what it finds; here it is to begin anew. */
  private void removeCheckpoints() {
    removeCheckpoints(path.resolve(CHECKPOINTS));
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> places = Files.newDirectoryStream(path)) {
      for (Path place : places) {
        if (Stage.isFolder(place.getFileName().toString())) {
          removeCheckpoints(place.resolve(CHECKPOINTS));
        }
      }
    } catch (IOException e) {
      throw new UserError("the stages in " + path + " cannot be listed: " + e, e);
    }
  }

  private static void removeCheckpoints(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "step-[0-9]*.safetensors")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UserError("old checkpoints cannot be removed from " + folder + ": " + e, e);
    }
  }

  /** Marks the model as finished. */
  void finish(Fingerprint fingerprint) {
    fingerprint.finished(path, PictureModel.files(path)).write(path);
  }

  /** Returns what training made, by kind. */
  Map<String, String> outputs() {
    Map<String, String> outputs = new TreeMap<>();
    outputs.put("model", path.toAbsolutePath().toString());
    if (Files.exists(page())) {
      outputs.put("page", page().toAbsolutePath().toString());
    }
    return outputs;
  }
}
