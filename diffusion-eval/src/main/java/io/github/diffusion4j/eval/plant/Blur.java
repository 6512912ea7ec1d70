package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * The picture out of focus: smoothed by a normal curve up to three deviations, beyond the edges by
 * the pixels at the edge.
 *
 * @param deviation of the curve, as a share of the shorter side
 */
record Blur(Range deviation) implements Manipulation {
  @Override
  public String name() {
    return "blur";
  }

  @Override
  public boolean isPartial() {
    return false;
  }

  @Override
  public Image apply(Image source, Image other, RandomStream random) {
    int width = source.width();
    int height = source.height();
    int channels = source.channels();
    double[] curve = curve(deviation.draw(random) * Math.min(width, height));
    byte[] stored = source.samples();
    double[] samples = new double[stored.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = stored[i] & 0xFF;
    }
    double[] smooth = smoothed(samples, width, channels, curve);
    smooth = smoothed(smooth, height, width * channels, curve);
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (byte) Math.round(smooth[i]);
    }
    return new Image(width, height, channels, stored);
  }

  private static double[] curve(double deviation) {
    int reach = (int) Math.ceil(3 * deviation);
    double[] curve = new double[2 * reach + 1];
    double sum = 0;
    for (int i = 0; i < curve.length; i++) {
      double distance = (i - reach) / deviation;
      curve[i] = StrictMath.exp(-distance * distance / 2);
      sum += curve[i];
    }
    for (int i = 0; i < curve.length; i++) {
      curve[i] /= sum;
    }
    return curve;
  }

  /** Smooths along one direction, in which there are {@code length} samples, a stride apart. */
  private static double[] smoothed(double[] samples, int length, int stride, double[] curve) {
    double[] smooth = new double[samples.length];
    int reach = curve.length / 2;
    for (int i = 0; i < samples.length; i++) {
      int at = i / stride % length;
      int first = i - at * stride;
      for (int k = 0; k < curve.length; k++) {
        int read = Math.max(0, Math.min(length - 1, at + k - reach));
        smooth[i] += curve[k] * samples[first + read * stride];
      }
    }
    return smooth;
  }
}
