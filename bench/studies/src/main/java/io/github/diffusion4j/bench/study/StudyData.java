package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.data.CaptionedShapes;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures to learn from and others to test on.
 *
 * @param name in file names: that of the built-in set or of the folder
 * @param training pictures that models and judges see
 * @param test pictures that none of them sees
 */
record StudyData(String name, Split training, Split test) {
  private static final String TEST_PICTURES = "t10k-images-idx3-ubyte.gz";

  /** Of close-ups there is one set only; this share of it at the end is kept for testing. */
  private static final int CLOSE_UPS_TO_TEST = 2000;

  /**
   * A range of a data set.
   *
   * @param data the whole
   * @param from its first picture
   * @param size how many there are
   */
  record Split(Dataset data, int from, int size) {
    static Split of(Dataset data) {
      return new Split(data, 0, data.size());
    }

    /** Returns the first so many, or all if there are fewer. */
    Split first(int count) {
      return new Split(data, from, Math.min(count, size));
    }

    /** Returns all of its pictures. */
    List<Image> images() {
      return images(all());
    }

    /** Returns some pictures, counted from its first. */
    List<Image> images(int[] chosen) {
      return IntStream.of(chosen).mapToObj(i -> data.image(from + i)).toList();
    }

    /** Returns the classes of all of its pictures. */
    int[] labels() {
      return labels(all());
    }

    /** Returns the classes of some pictures. */
    int[] labels(int[] chosen) {
      return IntStream.of(chosen).map(i -> data.label(from + i)).toArray();
    }

    private int[] all() {
      return IntStream.range(0, size).toArray();
    }
  }

  /**
   * Opens {@code shapes}, {@code close-ups} or a folder with MNIST's four files.
   *
   * @param imageSize pixels of a side; smaller pictures are padded with black
   */
  static StudyData open(String path, int imageSize) {
    if (path.equals(DataSpec.SHAPES)) {
      return new StudyData(
          path,
          Split.of(CaptionedShapes.training(imageSize, 3)),
          Split.of(CaptionedShapes.heldOut(imageSize, 3)));
    }
    if (path.equals(DataSpec.CLOSE_UPS)) {
      Dataset all = CaptionedShapes.closeUps(imageSize, 3);
      int kept = all.size() - CLOSE_UPS_TO_TEST;
      return new StudyData(path, new Split(all, 0, kept), new Split(all, kept, CLOSE_UPS_TO_TEST));
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
        Split.of(read(folder, imageSize)),
        Split.of(read(test, imageSize)));
  }

  private static Dataset read(Path place, int imageSize) {
    return Datasets.open(
        new DataSpec(place.toString(), imageSize, 1, Fit.PAD, Unreadable.Policy.FAIL));
  }

  /** Returns how many classes there are. */
  int classes() {
    return training.data().classes().size();
  }
}
