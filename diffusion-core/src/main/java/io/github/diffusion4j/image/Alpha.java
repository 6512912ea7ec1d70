package io.github.diffusion4j.image;

/** What becomes of an alpha channel. */
final class Alpha {
  private Alpha() {}

  /** Says whether any pixel is less than opaque. */
  static boolean isTransparent(Pixels pixels) {
    if (!pixels.hasAlpha()) {
      return false;
    }
    int count = pixels.width() * pixels.height() * pixels.channels();
    for (int i = pixels.channels() - 1; i < count; i += pixels.channels()) {
      if (pixels.level(i) != pixels.top()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Lays pixels over a background at their own depth, {@code level * alpha + background * (1 -
   * alpha)}, rounded. Grey over a background that is not grey becomes RGB.
   *
   * @param background 0xRRGGBB
   */
  static Pixels over(Pixels pixels, int background) {
    if (!pixels.hasAlpha()) {
      return pixels;
    }
    int[] under = {background >> 16 & 0xFF, background >> 8 & 0xFF, background & 0xFF};
    boolean greyUnder = under[0] == under[1] && under[0] == under[2];
    int from = pixels.channels();
    int to = from == 2 && greyUnder ? 1 : 3;
    int depth = pixels.depth();
    long top = pixels.top();
    // 255 times 257 is 65535.
    int stretch = depth == 8 ? 1 : 257;
    byte[] laid = new byte[Pixels.length(pixels.width(), pixels.height(), to, depth)];
    for (int i = 0; i < pixels.width() * pixels.height(); i++) {
      int alpha = pixels.level(i * from + from - 1);
      for (int c = 0; c < to; c++) {
        int level = pixels.level(i * from + (from == 4 ? c : 0));
        long sum = level * (long) alpha + under[c] * stretch * (top - alpha);
        Pixels.put(laid, depth, i * to + c, (int) ((sum + top / 2) / top));
      }
    }
    return new Pixels(pixels.width(), pixels.height(), to, depth, laid);
  }

  /** Divides colours by their alpha, where a file has them multiplied. */
  static Pixels divided(Pixels pixels) {
    int channels = pixels.channels();
    int depth = pixels.depth();
    byte[] divided = pixels.shared().clone();
    for (int i = 0; i < pixels.width() * pixels.height(); i++) {
      long alpha = pixels.level(i * channels + channels - 1);
      for (int c = 0; c < channels - 1 && alpha != 0; c++) {
        long level = (pixels.level(i * channels + c) * (long) pixels.top() + alpha / 2) / alpha;
        Pixels.put(divided, depth, i * channels + c, (int) Math.min(pixels.top(), level));
      }
    }
    return new Pixels(pixels.width(), pixels.height(), channels, depth, divided);
  }
}
