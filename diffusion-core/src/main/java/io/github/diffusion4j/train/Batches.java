package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.cascade.SmallPictures;
import io.github.diffusion4j.data.Dataset;
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
 * <p>Every epoch goes through all pictures in an order of its own. Not thread-safe.
 */
public final class Batches {
  private final Dataset data;
  private final LevelSampler levels;
  private final TrainingSpec spec;
  private final NoiseProcess process;
  private final LowResolution lowResolution;
  private final Augmentation augmentation;
  private long epoch = -1;
  private int[] order;

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

  /** Returns a part of a step; steps count from 1, parts from 0. */
  public Batch of(long step, int part) {
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
    for (int i = 0; i < count; i++) {
      long position = (step - 1) * spec.batchSize() + (long) part * count + i;
      int picture = picture(position);
      RandomStream stream = RandomStream.of(spec.seed(), "training", position);
      int offset = i * length;
      data.image(picture).toPlanar(batch.clean, offset);
      if (spec.horizontalFlip() && stream.nextDouble() < 0.5) {
        mirror(batch.clean, offset, length, size);
      }
      if (augmentation != null) {
        augmentation.apply(position, batch.clean, offset, batch.augmented, i);
      }
      boolean hidden = stream.nextDouble() < spec.labelDropout();
      batch.labels[i] = hidden ? Conditioning.NO_CLASS : data.label(picture);
      LevelSampler.Drawn level = levels.draw(position, stream);
      batch.sigmas[i] = level.sigma();
      batch.weights[i] = level.weight();
      if (batch.small != null) {
        RandomStream own = RandomStream.of(spec.seed(), "low-resolution", position);
        batch.small.set(i, batch.clean, offset, size, process, own);
      }
      addNoise(batch, offset, length, level.sigma(), stream);
    }
    return batch;
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

  private int picture(long position) {
    long wanted = position / data.size();
    if (wanted != epoch) {
      order = shuffled(wanted);
      epoch = wanted;
    }
    return order[(int) (position % data.size())];
  }

  /** Fisher and Yates, from a stream of the epoch. */
  private int[] shuffled(long number) {
    int[] result = new int[data.size()];
    RandomStream stream = RandomStream.of(spec.seed(), "order", number);
    for (int i = 0; i < result.length; i++) {
      int j = stream.nextInt(i + 1);
      result[i] = result[j];
      result[j] = i;
    }
    return result;
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
