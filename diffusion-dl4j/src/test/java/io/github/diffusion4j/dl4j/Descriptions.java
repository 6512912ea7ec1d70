package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.eval.plugin.PictureInput;
import io.github.diffusion4j.eval.plugin.PreprocessingContract;
import io.github.diffusion4j.eval.plugin.Resizing;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Windows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Contracts and pictures to describe by networks of 4 x 3 pixels in RGB and 5 numbers. */
final class Descriptions {
  static final int WIDTH = 4;
  static final int HEIGHT = 3;
  static final int DIMENSIONS = 5;

  private Descriptions() {}

  static PictureInput input(PictureInput.Layout layout) {
    return new PictureInput(
        WIDTH,
        HEIGHT,
        new Resizing(Resizing.Mode.STRETCH, 0, Windows.Filter.BICUBIC, true, true),
        PictureInput.Channels.RGB,
        -1,
        1,
        List.of(0.0, 0.0, 0.0),
        List.of(1.0, 1.0, 1.0),
        layout);
  }

  /** Writes the contract beside a model that is there. */
  static PreprocessingContract contract(
      Path model, String input, PictureInput.Layout layout, String output, int dimensions) {
    PreprocessingContract contract =
        new PreprocessingContract(
            "mine",
            Digests.sha256(model),
            Map.of(),
            "Apache-2.0",
            input,
            input(layout),
            output,
            dimensions,
            false,
            OptionalDouble.empty(),
            Optional.empty());
    contract.write(PreprocessingContract.beside(model));
    return contract;
  }

  static List<Image> pictures(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            index -> {
              byte[] samples = new byte[6 * 7 * 3];
              RandomStream random = RandomStream.of(index, "pictures", 0);
              for (int i = 0; i < samples.length; i++) {
                samples[i] = (byte) random.nextInt(256);
              }
              return new Image(6, 7, 3, samples);
            })
        .toList();
  }
}
