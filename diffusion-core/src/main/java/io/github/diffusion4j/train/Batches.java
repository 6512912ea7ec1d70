package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.cascade.SmallPictures;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * Which pictures a step sees, and the noise on them: a function of seed, step and data alone, so
 * that a resumed run needs to remember nothing but its step.
 *
 * <p>Every epoch goes through all pictures in an order of its own. Not thread-safe.
 */
public final class Batches {
  private final Dataset data;
  private final NoiseProcess process;
  private final TrainingSpec spec;
  private final LowResolution lowResolution;
  private long epoch = -1;
  private int[] order;

  /**
   * Draws from a data set.
   *
   * @param process whose noise levels are drawn
   * @param spec of which batch size, accumulation, seed, flips and label dropout count
   */
  public Batches(Dataset data, NoiseProcess process, TrainingSpec spec) {
    this(data, process, spec, null);
  }

  /** Takes also what small pictures come with the others; null for none. */
  Batches(Dataset data, NoiseProcess process, TrainingSpec spec, LowResolution lowResolution) {
    this.data = data;
    this.process = process;
    this.spec = spec;
    this.lowResolution = lowResolution;
  }

  /**
   * Pictures of one part of a step.
   *
   * @param clean {@code [n, C, H, W]}, -1 to 1
   * @param noisy {@code clean + sigma * noise}
   * @param sigmas noise level of each
   * @param labels class of each, -1 where hidden or none
   * @param small the same pictures small; null without
   */
  public record Batch(
      float[] clean, float[] noisy, double[] sigmas, int[] labels, SmallPictures small) {
    Conditioning conditioning(Engine engine, Preconditioning preconditioning) {
      Conditioning classes = new Conditioning(labels);
      return small == null ? classes : small.addTo(classes, engine, preconditioning);
    }
  }

  /** Returns height and width of the pictures. */
  int imageSize() {
    return data.imageSize();
  }

  /** Returns a part of a step; steps count from 1, parts from 0. */
  public Batch of(long step, int part) {
    int count = spec.batchSize() / spec.accumulation();
    int channels = data.channels();
    int size = data.imageSize();
    int length = channels * size * size;
    Batch batch =
        new Batch(
            new float[count * length],
            new float[count * length],
            new double[count],
            new int[count],
            lowResolution == null ? null : new SmallPictures(lowResolution, count, channels));
    float[] noise = new float[length];
    for (int i = 0; i < count; i++) {
      long position = (step - 1) * spec.batchSize() + (long) part * count + i;
      int picture = picture(position);
      RandomStream stream = RandomStream.of(spec.seed(), "training", position);
      int offset = i * length;
      data.image(picture).toPlanar(batch.clean, offset);
      if (spec.horizontalFlip() && stream.nextDouble() < 0.5) {
        mirror(batch.clean, offset, length, size);
      }
      boolean hidden = stream.nextDouble() < spec.labelDropout();
      batch.labels[i] = hidden ? Conditioning.NO_CLASS : data.label(picture);
      double sigma = process.draw(stream);
      batch.sigmas[i] = sigma;
      if (batch.small != null) {
        RandomStream own = RandomStream.of(spec.seed(), "low-resolution", position);
        batch.small.set(i, batch.clean, offset, size, process, own);
      }
      stream.nextGaussians(noise, 0, length);
      for (int j = 0; j < length; j++) {
        batch.noisy[offset + j] = (float) (batch.clean[offset + j] + sigma * noise[j]);
      }
    }
    return batch;
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
