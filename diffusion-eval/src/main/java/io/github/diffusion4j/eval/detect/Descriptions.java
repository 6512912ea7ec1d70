package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.DescribedPictures;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Describes the pictures of data sets, batch by batch: on the heap as long as they are few, else in
 * a mapped file in the folder for temporary ones.
 *
 * @param descriptor what describes them
 * @param heapFloats the most numbers on the heap
 */
record Descriptions(Descriptor descriptor, long heapFloats) {
  private static final long HEAP_FLOATS = 1 << 24;
  private static final int BATCH = 256;

  static Descriptions by(Descriptor descriptor) {
    return new Descriptions(descriptor, HEAP_FLOATS);
  }

  /**
   * Describes a data set.
   *
   * @return one row a picture, in their order
   * @throws EvaluationException if the descriptor makes NaN of a picture
   * @throws StoreException if the file cannot be written
   */
  DescriptorSet of(Dataset pictures) {
    DescriptorSet first = described(pictures, 0);
    return (long) pictures.size() * first.dimensions() <= heapFloats
        ? onHeap(first, pictures)
        : inFile(pictures);
  }

  private DescriptorSet onHeap(DescriptorSet first, Dataset pictures) {
    List<DescriptorSet> batches = new ArrayList<>(List.of(first));
    for (int from = BATCH; from < pictures.size(); from += BATCH) {
      batches.add(described(pictures, from));
    }
    return DescriptorSet.of(batches);
  }

  private DescriptorSet described(Dataset pictures, int from) {
    List<Image> batch = batch(pictures, from);
    try {
      return DescriptorSet.of(descriptor.describe(batch));
    } catch (EvaluationException bad) {
      throw new EvaluationException(
          "Among the %d pictures from number %d on, %s"
              .formatted(batch.size(), from, bad.getMessage()),
          bad);
    }
  }

  private DescriptorSet inFile(Dataset pictures) {
    Iterable<Image> images = () -> images(pictures);
    try {
      Path folder = Files.createTempDirectory("diffusion-descriptors");
      try {
        return DescribedPictures.of(descriptor, images, folder.resolve("rows"), List.of()).store();
      } finally {
        remove(folder);
      }
    } catch (IOException failure) {
      throw new StoreException(
          "Cannot write descriptors to a temporary file ("
              + failure
              + "). Make room, or name another folder with -Djava.io.tmpdir.",
          failure);
    }
  }

  private static Iterator<Image> images(Dataset pictures) {
    return IntStream.iterate(0, from -> from < pictures.size(), from -> from + BATCH)
        .mapToObj(from -> batch(pictures, from))
        .flatMap(List::stream)
        .iterator();
  }

  /** Decodes in parallel, which takes longer than most descriptors do. */
  private static List<Image> batch(Dataset pictures, int from) {
    return IntStream.range(from, Math.min(pictures.size(), from + BATCH))
        .parallel()
        .mapToObj(pictures::image)
        .toList();
  }

  /** What is mapped stays readable without a name; where the system forbids that, until the end. */
  private static void remove(Path folder) throws IOException {
    folder.toFile().deleteOnExit();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!file.toFile().delete()) {
          file.toFile().deleteOnExit();
        }
      }
    }
    folder.toFile().delete();
  }
}
