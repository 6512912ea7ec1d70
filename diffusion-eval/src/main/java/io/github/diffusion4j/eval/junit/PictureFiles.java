package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.SamplesFolder;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Fit;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Opens pictures in files, each set once in a run as long as the files stay as they are.
 *
 * @param store of the whole run
 */
record PictureFiles(Store store) {
  /** What an opened set depends on. */
  private record Key(DataSpec spec, boolean heldOut, String digest) {}

  ImageSet training(TrainingSet wish, int imageSize) {
    return open(spec(wish.value(), imageSize, wish.heldOut()), false);
  }

  ImageSet heldOut(HeldOutSet wish, int imageSize) {
    return open(spec(wish.value(), imageSize, wish.share()), wish.share() != 0);
  }

  /**
   * Opens generated pictures.
   *
   * @param count how many to take; below 0 for all
   * @throws IllegalArgumentException if there are fewer
   */
  ImageSet generated(String path, int count, int imageSize) {
    ImageSet all = open(spec(path, imageSize, 0), false);
    Dataset pictures = SamplesFolder.withoutSheet(Path.of(path), all.pictures());
    if (count > pictures.size()) {
      throw new IllegalArgumentException(
          "count is %d, but %s has only %d pictures; generate more, or leave count out"
              .formatted(count, path, pictures.size()));
    }
    Dataset taken =
        count < 0 || count == pictures.size()
            ? pictures
            : pictures.subset(IntStream.range(0, count).toArray());
    return new ImageSet(taken.size() + " pictures of " + path, taken);
  }

  private ImageSet open(DataSpec spec, boolean heldOut) {
    Key key = new Key(spec, heldOut, Datasets.manifest(spec).digest());
    return store.getOrComputeIfAbsent(
        key,
        missing ->
            new ImageSet(spec.path(), heldOut ? Datasets.heldOut(spec) : Datasets.open(spec)),
        ImageSet.class);
  }

  private static DataSpec spec(String path, int imageSize, double heldOut) {
    return new DataSpec(path, imageSize, 0, Fit.CROP, Unreadable.Policy.SKIP, heldOut, "none");
  }
}
