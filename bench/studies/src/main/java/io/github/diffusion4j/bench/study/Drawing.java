package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Draws many pictures batch by batch, all classes in turn. Picture k of a seed starts from the same
 * noise whatever draws it.
 *
 * @param engine that computes
 * @param picture {@code [C, H, W]}
 * @param classes how many there are; 0 for none
 * @param batch pictures at once
 * @param seed of the noise
 * @param progress is told of each batch
 */
record Drawing(Engine engine, Shape picture, int classes, int batch, long seed, Progress progress) {

  /**
   * What was drawn.
   *
   * @param images in order
   * @param labels what each should show; -1 for nothing in particular
   * @param evaluations how often the denoiser was asked for a batch, in the mean; 0 if that is not
   *     known
   * @param seconds that it took
   */
  record Drawn(List<Image> images, int[] labels, double evaluations, double seconds) {
    double perSecond() {
      return images.size() / seconds;
    }
  }

  /** Returns the labels of some pictures: all classes in turn. */
  int[] labels(int from, int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = classes == 0 ? Conditioning.NO_CLASS : (from + i) % classes;
    }
    return labels;
  }

  /** Draws the pictures of a batch. */
  @FunctionalInterface
  interface Batch {
    /**
     * Draws one picture a label.
     *
     * @param from number of the first picture
     */
    List<Image> draw(int[] labels, int from);
  }

  /**
   * Draws pictures by a method, and counts how often it asks the denoiser.
   *
   * @param what to call it in the progress
   * @param denoisers makes the denoiser of a batch that should show something
   */
  Drawn draw(String what, int count, Method method, Function<Conditioning, Denoiser> denoisers) {
    List<CountingDenoiser> asked = new ArrayList<>();
    Drawn drawn =
        draw(
            what,
            count,
            (labels, from) -> {
              asked.add(new CountingDenoiser(denoisers.apply(new Conditioning(labels))));
              return batch(method, asked.get(asked.size() - 1), from, labels.length);
            });
    double evaluations = asked.stream().mapToLong(CountingDenoiser::calls).average().orElse(0);
    return new Drawn(drawn.images(), drawn.labels(), evaluations, drawn.seconds());
  }

  /**
   * Draws pictures; how often a network was asked is not known.
   *
   * @param what to call it in the progress
   */
  Drawn draw(String what, int count, Batch drawer) {
    List<Image> images = new ArrayList<>(count);
    long nanoseconds = 0;
    while (images.size() < count) {
      int from = images.size();
      int[] labels = labels(from, Math.min(batch, count - from));
      long start = System.nanoTime();
      images.addAll(drawer.draw(labels, from));
      nanoseconds += System.nanoTime() - start;
      progress.step(what, images.size(), count);
    }
    return new Drawn(images, labels(0, count), 0, nanoseconds / 1e9);
  }

  private List<Image> batch(Method method, Denoiser denoiser, int from, int size) {
    Shape shape = Shape.of(size, picture.dim(0), picture.dim(1), picture.dim(2));
    try (Scope scope = engine.inference()) {
      return Pictures.of(method.sample(denoiser, engine, shape, NoiseStreams.of(seed, from, size)));
    }
  }
}
