package io.github.diffusion4j.cascade;

/** A Gaussian blur of 3x3 pixels whose weights add up to 1; border pixels go on beyond theirs. */
final class Blur {
  private Blur() {}

  /**
   * Blurs square planes in place.
   *
   * @param pixels {@code [planes, size, size]}
   * @param sigma deviation in pixels, above 0
   */
  static void apply(float[] pixels, int offset, int planes, int size, double sigma) {
    double side = Math.exp(-1 / (2 * sigma * sigma));
    double outer = side / (1 + 2 * side);
    double[] line = new double[size];
    for (int plane = 0; plane < planes; plane++) {
      int start = offset + plane * size * size;
      for (int i = 0; i < size; i++) {
        along(pixels, start + i * size, 1, line, outer);
      }
      for (int i = 0; i < size; i++) {
        along(pixels, start + i, size, line, outer);
      }
    }
  }

  private static void along(float[] pixels, int start, int stride, double[] line, double outer) {
    int last = line.length - 1;
    for (int i = 0; i <= last; i++) {
      line[i] = pixels[start + i * stride];
    }
    for (int i = 0; i <= last; i++) {
      double neighbours = line[Math.max(0, i - 1)] + line[Math.min(last, i + 1)];
      pixels[start + i * stride] = (float) (outer * neighbours + (1 - 2 * outer) * line[i]);
    }
  }
}
