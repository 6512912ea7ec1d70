package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.data.CaptionedShapes;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Fit;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pictures to learn from and others to test on.
 *
 * @param name in file names: that of the built-in set or of the folder
 * @param training pictures that models and judges see
 * @param test pictures that none of them sees
 */
record StudyData(String name, Part training, Part test) {
  private static final String TEST_PICTURES = "t10k-images-idx3-ubyte.gz";

  /** Of close-ups there is one set only; this share of it at the end is kept for testing. */
  private static final int CLOSE_UPS_TO_TEST = 2000;

  /**
   * Opens {@code shapes}, {@code close-ups} or a folder with MNIST's four files.
   *
   * @param imageSize pixels of a side; smaller pictures are padded with black
   */
  static StudyData open(String path, int imageSize) {
    if (path.equals(DataSpec.SHAPES)) {
      return new StudyData(
          path,
          Part.of(CaptionedShapes.training(imageSize, 3)),
          Part.of(CaptionedShapes.heldOut(imageSize, 3)));
    }
    if (path.equals(DataSpec.CLOSE_UPS)) {
      Dataset all = CaptionedShapes.closeUps(imageSize, 3);
      int kept = all.size() - CLOSE_UPS_TO_TEST;
      return new StudyData(path, new Part(all, 0, kept), new Part(all, kept, CLOSE_UPS_TO_TEST));
    }
    Path folder = Path.of(path);
    Path test = folder.resolve(TEST_PICTURES);
    if (!Files.isRegularFile(test)) {
      throw new IllegalArgumentException(
          test.toAbsolutePath().normalize()
              + " is missing; --data is a folder with MNIST's four files, shapes or close-ups");
    }
    return new StudyData(
        folder.toAbsolutePath().normalize().getFileName().toString(),
        Part.of(read(folder, imageSize)),
        Part.of(read(test, imageSize)));
  }

  private static Dataset read(Path place, int imageSize) {
    return Datasets.open(
        new DataSpec(place.toString(), imageSize, 1, Fit.PAD, Unreadable.Policy.FAIL));
  }

  /** Returns how many classes there are. */
  int classes() {
    return training.classes().size();
  }
}
