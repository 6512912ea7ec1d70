package io.github.diffusion4j.edit;

import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Goes from one noise to another (Song et al. 2021, section 5.3): pictures in between come of a
 * deterministic sampler that starts from noise in between, whether it was drawn or found by {@link
 * io.github.diffusion4j.sample.Sampler#invert}.
 */
public final class Interpolation {
  /** Below this sine of the angle, an arc is a line, and dividing by it loses digits. */
  private static final double PARALLEL = 1e-4;

  private Interpolation() {}

  /**
   * Returns the point on the arc between two states (Shoemake 1985): {@code (sin((1 - t) a) x +
   * sin(t a) y) / sin(a)}, with a the angle between x and y, for each picture. Where a line would
   * pass through shorter noise than a denoiser knows, this keeps the length. States of (almost) one
   * direction, or opposite ones, are joined by the line.
   *
   * @param from {@code [N, ...]}
   * @param to of the same shape
   * @param share t, from 0 ({@code from}) to 1 ({@code to})
   * @throws ShapeException if the shapes differ
   */
  public static Tensor spherical(Tensor from, Tensor to, double share) {
    if (!from.shape().equals(to.shape())) {
      throw new ShapeException(
          "interpolation goes between states of one shape, not "
              + from.shape()
              + " and "
              + to.shape());
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "interpolation's share is " + share + "; it is from 0 to 1");
    }
    int pictures = from.shape().dim(0);
    double[] x = from.toDoubles();
    double[] y = to.toDoubles();
    double[] first = new double[pictures];
    double[] second = new double[pictures];
    int size = x.length / Math.max(1, pictures);
    for (int i = 0; i < pictures; i++) {
      double angle = angle(x, y, i * size, size);
      double sine = Math.sin(angle);
      first[i] = sine < PARALLEL ? 1 - share : Math.sin((1 - share) * angle) / sine;
      second[i] = sine < PARALLEL ? share : Math.sin(share * angle) / sine;
    }
    return PerPicture.times(from, first).add(PerPicture.times(to, second));
  }

  private static double angle(double[] x, double[] y, int from, int size) {
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = from; i < from + size; i++) {
      xx += x[i] * x[i];
      yy += y[i] * y[i];
      xy += x[i] * y[i];
    }
    double lengths = Math.sqrt(xx) * Math.sqrt(yy);
    return lengths == 0 ? 0 : Math.acos(Math.max(-1, Math.min(1, xy / lengths)));
  }
}
