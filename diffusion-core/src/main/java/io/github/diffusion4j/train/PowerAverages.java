package io.github.diffusion4j.train;

import io.github.diffusion4j.model.Weights;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Two power-function averages of the weights, of relative width 0.05 and 0.10, stored as they are
 * from time to time: {@link PostHocAverage} makes others of them.
 */
final class PowerAverages {
  private static final String FOLDER = "averages";
  private static final List<Double> WIDTHS = List.of(0.05, 0.10);

  private final Engine engine;
  private final Map<String, Tensor> weights;
  private final Map<Double, Map<String, Tensor>> byWidth = new LinkedHashMap<>();

  PowerAverages(Engine engine, Map<String, Tensor> weights) {
    this.engine = engine;
    this.weights = weights;
    for (double width : WIDTHS) {
      Map<String, Tensor> average = new LinkedHashMap<>();
      weights.forEach((name, tensor) -> average.put(name, engine.zeros(tensor.shape())));
      byWidth.put(width, average);
    }
  }

  /** Moves the averages after an update. */
  void update(long images, int batch) {
    byWidth.forEach(
        (width, average) -> {
          double decay = PowerProfile.ofWidth(width).decay(images, batch);
          average.forEach((name, tensor) -> engine.lerp(tensor, weights.get(name), 1 - decay));
        });
  }

  /** Returns all of them for a checkpoint, names begun by the width. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    byWidth.forEach(
        (width, average) ->
            average.forEach((name, tensor) -> all.put("power-" + width + "/" + name, tensor)));
    return all;
  }

  /** Stores them in a model's folder, beside those of other times. */
  void store(Path modelFolder, long step, long images) {
    Path folder = modelFolder.resolve(FOLDER);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreException("Cannot make the folder " + folder + ": " + e, e);
    }
    byWidth.forEach(
        (width, average) -> {
          Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
          Weights.export(average, "", entries);
          String name = String.format(Locale.ROOT, "width-%.3f-step-%09d.safetensors", width, step);
          Safetensors.write(
              folder.resolve(name),
              entries,
              Map.of("relative-width", String.valueOf(width), "images", String.valueOf(images)));
        });
  }

  /** Removes what was stored after the step that training goes on from. */
  static void forgetAfter(Path modelFolder, long step) {
    for (Path file : files(modelFolder)) {
      String name = file.getFileName().toString();
      if (Long.parseLong(name.substring(name.length() - 21, name.length() - 12)) > step) {
        try {
          Files.delete(file);
        } catch (IOException e) {
          throw new StoreException("Cannot remove the stored average " + file + ": " + e, e);
        }
      }
    }
  }

  /** Returns the files of a model's folder in the order of their names. */
  static List<Path> stored(Path modelFolder) {
    List<Path> files = files(modelFolder);
    if (files.isEmpty()) {
      throw new StoreException(
          "There are no stored averages in "
              + modelFolder.resolve(FOLDER).toAbsolutePath()
              + ". Train with training.average.power: true.");
    }
    return files;
  }

  private static List<Path> files(Path modelFolder) {
    Path folder = modelFolder.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(
              file -> file.getFileName().toString().matches("width-.*-step-\\d{9}\\.safetensors"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new StoreException("Cannot list the stored averages in " + folder + ": " + e, e);
    }
  }

  static PostHocAverage.Moment moment(Safetensors.Contents contents, Path file) {
    try {
      return new PostHocAverage.Moment(
          PowerProfile.ofWidth(
              Double.parseDouble(String.valueOf(contents.metadata().get("relative-width")))),
          Double.parseDouble(String.valueOf(contents.metadata().get("images"))));
    } catch (IllegalArgumentException foreign) {
      throw new StoreException(file + " is not a stored average: " + foreign.getMessage(), foreign);
    }
  }
}
