package io.github.diffusion4j.model;

import io.github.diffusion4j.edit.Interpolation;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.sample.Intervention;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.Sampler;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The noise that pictures are made of by a sampler that adds none: each picture has one, and is
 * found again from it. A noise is a plane for each channel, in rows, as {@link Image#toPlanar} has
 * pictures, with the deviation of the highest level.
 *
 * <p>A picture comes back the more exactly, the more steps there are and the weaker it is guided.
 *
 * @param drawing what draws, by which sampler
 */
public record NoiseSpace(Drawing drawing) {
  /**
   * Checks the sampler.
   *
   * @throws ModelException if it adds noise
   */
  public NoiseSpace {
    Sampler sampler = drawing.sampler().build(drawing.process());
    if (!sampler.reversible()) {
      throw new ModelException(
          "Between pictures and their noise leads a sampler that adds no noise, such as heun or"
              + " ddim with eta 0, not "
              + drawing.sampler().sampler().label());
    }
  }

  /** Returns the noise that a picture of a seed begins with. */
  public float[] drawn(long seed, int index) {
    try (Scope scope = engine().inference()) {
      return drawing.whole(NoiseStreams.of(seed, index, 1), new int[1]).x().toFloats();
    }
  }

  /**
   * Takes pictures to their noise: the sampler is walked the other way (DDIM inversion, Song et al.
   * 2021, section 4.3).
   *
   * @param pictures of the model's size and channels
   * @param labels one a picture
   * @throws ModelException if a picture has another size, a label is unknown, or the sampler has
   *     less than 2 steps
   */
  public List<float[]> encode(List<Image> pictures, int[] labels) {
    double[] levels = levels();
    int visited = levels.length - 1;
    if (visited < 2) {
      throw new ModelException("Finding the noise of a picture takes 2 steps or more; give more");
    }
    double[] rising = new double[visited];
    Arrays.setAll(rising, i -> levels[visited - 1 - i]);
    try (Scope scope = engine().inference()) {
      Tensor noise =
          drawing
              .sampler()
              .build(drawing.process())
              .invert(
                  drawing.denoiser(labels),
                  rising,
                  drawing.planes().of(pictures, labels),
                  SamplingObserver.none());
      float[] all = noise.toFloats();
      int size = all.length / pictures.size();
      List<float[]> each = new ArrayList<>();
      for (int i = 0; i < pictures.size(); i++) {
        each.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
      }
      return each;
    }
  }

  /**
   * Draws pictures of their noise.
   *
   * @param labels one a picture
   */
  public List<Image> decode(List<float[]> noises, int[] labels) {
    Shape shape = drawing.planes().shape(noises.size());
    float[] all = new float[shape.size()];
    int size = all.length / noises.size();
    for (int i = 0; i < noises.size(); i++) {
      System.arraycopy(noises.get(i), 0, all, i * size, size);
    }
    try (Scope scope = engine().inference()) {
      Drawing.Start start = new Drawing.Start(engine().tensor(all, shape), levels());
      return Planes.images(drawing.drawn(labels, start, NoiseStreams.none(), Intervention.none()));
    }
  }

  /**
   * Returns noises along the arc between two, both included.
   *
   * @param count how many, 2 or more
   */
  public List<float[]> path(float[] first, float[] last, int count) {
    if (count < 2) {
      throw new IllegalArgumentException(
          "interpolation draws " + count + " pictures; it is 2 (the ends) or more");
    }
    List<float[]> path = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try (Scope scope = engine().inference()) {
        Tensor from = engine().tensor(first, Shape.of(1, first.length));
        Tensor to = engine().tensor(last, Shape.of(1, last.length));
        path.add(Interpolation.spherical(from, to, i / (count - 1.0)).toFloats());
      }
    }
    return path;
  }

  List<Image> between(int label, float[] first, float[] last, int count) {
    int[] labels = new int[count];
    Arrays.fill(labels, label);
    return decode(path(first, last, count), labels);
  }

  private double[] levels() {
    return drawing.sampler().grid(drawing.process());
  }

  private Engine engine() {
    return drawing.engine();
  }
}
