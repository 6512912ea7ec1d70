package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.cascade.SmallPictures;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;

/**
 * Which pictures a step sees, and the noise on them: a function of seed, step and data, and of what
 * the sampler of levels has learned, so that a resumed run needs to remember nothing else.
 *
 * <p>Every epoch goes through all pictures in an order of its own. Thread-safe, but for levels that
 * are learned.
 */
public final class Batches {
  private final Dataset data;
  private final LevelSampler levels;
  private final TrainingSpec spec;
  private final NoiseProcess process;
  private final LowResolution lowResolution;
  private final PictureAugmentation variation;
  private final Augmentation augmentation;
  private final EpochOrder order;

  /**
   * Draws from a data set.
   *
   * @param process whose noise levels are drawn
   * @param spec of which batch size, accumulation, seed, flips and label dropout count
   */
  public Batches(Dataset data, NoiseProcess process, TrainingSpec spec) {
    this(data, LevelSampler.of(process, spec), process, spec, null);
  }

  /** Takes also what small pictures come with the others; null for none. */
  Batches(
      Dataset data,
      LevelSampler levels,
      NoiseProcess process,
      TrainingSpec spec,
      LowResolution lowResolution) {
    this.data = data;
    this.levels = levels;
    this.spec = spec;
    this.process = process;
    this.lowResolution = lowResolution;
    order = new EpochOrder(data.size(), spec.seed());
    variation = new PictureAugmentation(spec.augmentation(), spec.seed());
    double probability = spec.objective().augmentation();
    augmentation =
        probability == 0
            ? null
            : new Augmentation(probability, data.channels(), data.imageSize(), spec.seed());
  }

  /**
   * Pictures of one part of a step.
   *
   * @param shape {@code [n, C, H, W]}
   * @param clean -1 to 1
   * @param noisy {@code clean + sigma * noise}
   * @param sigmas noise level of each
   * @param weights what the loss of each is multiplied by
   * @param labels class of each, -1 where hidden or none
   * @param small the same pictures small; null without
   * @param augmented {@code [n, 9]}, how each was augmented; null if none is
   */
  public record Batch(
      Shape shape,
      float[] clean,
      float[] noisy,
      double[] sigmas,
      double[] weights,
      int[] labels,
      SmallPictures small,
      float[] augmented) {
    Conditioning conditioning(Engine engine, Preconditioning preconditioning) {
      Conditioning result = new Conditioning(labels);
      if (small != null) {
        result = small.addTo(result, engine, preconditioning);
      }
      return augmented == null
          ? result
          : result.withAugmentation(
              engine.tensor(augmented, Shape.of(labels.length, Augmentation.LABEL)));
    }
  }

  /**
   * A batch whose levels and noise may be missing.
   *
   * @param firstPosition of its pictures in the run
   * @param streams of each picture, where preparing left them; null if nothing is missing
   */
  record Prepared(Batch batch, long firstPosition, RandomStream[] streams) {}

  /** Returns a part of a step; steps count from 1, parts from 0. */
  public Batch of(long step, int part) {
    return finished(prepared(step, part));
  }

  /** Returns a part of a step but for what depends on earlier losses. Thread-safe. */
  Prepared prepared(long step, int part) {
    int count = spec.batchSize() / spec.accumulation();
    int channels = data.channels();
    int size = data.imageSize();
    int length = channels * size * size;
    Batch batch =
        new Batch(
            Shape.of(count, channels, size, size),
            new float[count * length],
            new float[count * length],
            new double[count],
            new double[count],
            new int[count],
            lowResolution == null ? null : new SmallPictures(lowResolution, count, channels),
            augmentation == null ? null : new float[count * Augmentation.LABEL]);
    long first = (step - 1) * spec.batchSize() + (long) part * count;
    RandomStream[] streams = new RandomStream[count];
    for (int i = 0; i < count; i++) {
      streams[i] = RandomStream.of(spec.seed(), "training", first + i);
      addPicture(batch, i, first + i, streams[i]);
    }
    if (levels.learns()) {
      return new Prepared(batch, first, streams);
    }
    addNoise(batch, first, streams);
    return new Prepared(batch, first, null);
  }

  /** Puts in what was missing. */
  Batch finished(Prepared prepared) {
    if (prepared.streams != null) {
      addNoise(prepared.batch, prepared.firstPosition, prepared.streams);
    }
    return prepared.batch;
  }

  private void addPicture(Batch batch, int i, long position, RandomStream stream) {
    int size = data.imageSize();
    int length = data.channels() * size * size;
    int offset = i * length;
    int picture = order.picture(position);
    addPixels(batch.clean, offset, picture, position, stream, batch.augmented, i);
    boolean hidden = stream.nextDouble() < spec.labelDropout();
    batch.labels[i] = hidden ? Conditioning.NO_CLASS : data.label(picture);
    if (batch.small != null) {
      RandomStream own = RandomStream.of(spec.seed(), "low-resolution", position);
      batch.small.set(i, batch.clean, offset, size, process, own);
    }
  }

  private void addPixels(
      float[] clean,
      int offset,
      int picture,
      long position,
      RandomStream stream,
      float[] labels,
      int row) {
    int size = data.imageSize();
    Image image = data.image(picture);
    if (spec.augmentation().changesNothing()) {
      image.toPlanar(clean, offset);
    } else {
      variation.write(image, position, clean, offset);
    }
    if (spec.horizontalFlip() && stream.nextDouble() < 0.5) {
      mirror(clean, offset, data.channels() * size * size, size);
    }
    if (augmentation != null) {
      augmentation.apply(position, clean, offset, labels, row);
    }
  }

  /** Returns a picture of the data as the training of an epoch, counted from 0, sees it. */
  Image seen(int picture, long epoch) {
    int size = data.imageSize();
    long position = order.position(epoch, picture);
    float[] pixels = new float[data.channels() * size * size];
    RandomStream stream = RandomStream.of(spec.seed(), "training", position);
    addPixels(pixels, 0, picture, position, stream, new float[Augmentation.LABEL], 0);
    return Image.ofPlanar(pixels, 0, data.channels(), size, size);
  }

  private void addNoise(Batch batch, long firstPosition, RandomStream[] streams) {
    int length = batch.clean.length / streams.length;
    for (int i = 0; i < streams.length; i++) {
      LevelSampler.Drawn level = levels.draw(firstPosition + i, streams[i]);
      batch.sigmas[i] = level.sigma();
      batch.weights[i] = level.weight();
      addNoise(batch, i * length, length, level.sigma(), streams[i]);
    }
  }

  private void addNoise(Batch batch, int offset, int length, double sigma, RandomStream stream) {
    float[] noise = new float[length];
    stream.nextGaussians(noise, 0, length);
    int plane = length / data.channels();
    double deviation = spec.objective().offsetNoise();
    double shift = 0;
    for (int j = 0; j < length; j++) {
      if (deviation > 0 && j % plane == 0) {
        shift = deviation * stream.nextGaussian();
      }
      batch.noisy[offset + j] = (float) (batch.clean[offset + j] + sigma * (noise[j] + shift));
    }
  }

  private static void mirror(float[] pixels, int offset, int length, int width) {
    for (int row = offset; row < offset + length; row += width) {
      for (int left = row, right = row + width - 1; left < right; left++, right--) {
        float pixel = pixels[left];
        pixels[left] = pixels[right];
        pixels[right] = pixel;
      }
    }
  }
}
