package io.github.diffusion4j.onnx;

import io.github.diffusion4j.eval.plugin.PictureInput;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import io.github.diffusion4j.eval.plugin.Resizing;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A model and its contract in a folder, as somebody brings them. */
record Brought(Path model) {
  static final int WIDTH = 4;
  static final int HEIGHT = 3;
  static final int SIZE = 3 * WIDTH * HEIGHT;
  static final int DIMENSIONS = 5;

  static final PictureInput PICTURE =
      new PictureInput(
          WIDTH,
          HEIGHT,
          new Resizing(Resizing.Mode.STRETCH, 0, Windows.Filter.BICUBIC, true, true),
          PictureInput.Channels.RGB,
          0,
          1,
          List.of(0.485, 0.456, 0.406),
          List.of(0.229, 0.224, 0.225),
          PictureInput.Layout.NCHW);

  static Brought write(Path folder, byte[] model, Map<String, String> dataFiles) {
    return write(folder, model, dataFiles, PICTURE, "y", DIMENSIONS);
  }

  static Brought write(
      Path folder,
      byte[] model,
      Map<String, String> dataFiles,
      PictureInput picture,
      String output,
      int dimensions) {
    Path file = folder.resolve("small.onnx");
    try {
      Files.write(file, model);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    new PreprocessingContract(
            "small",
            Digests.sha256(file),
            dataFiles,
            "MIT",
            "x",
            picture,
            output,
            dimensions,
            false,
            OptionalDouble.empty(),
            Optional.empty())
        .write(PreprocessingContract.beside(file));
    return new Brought(file);
  }

  /** Pictures of different sizes. */
  static List<Image> pictures(int count) {
    return IntStream.range(0, count).mapToObj(Brought::picture).toList();
  }

  private static Image picture(int index) {
    int width = 5 + index;
    byte[] samples = new byte[width * 7 * 3];
    RandomStream random = RandomStream.of(index, "pictures", 0);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.nextInt(256);
    }
    return new Image(width, 7, 3, samples);
  }

  /** Numbers to use as weights. */
  static float[] weights(int count) {
    RandomStream random = RandomStream.of(1, "weights", 0);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return weights;
  }
}
