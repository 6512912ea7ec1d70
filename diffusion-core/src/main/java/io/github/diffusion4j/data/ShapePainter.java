package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;

/**
 * Draws scenes with soft edges: the share of a pixel that the figure covers, by the distance of the
 * pixel's middle from the outline. Each picture differs a little in place, size, tilt and colours,
 * so that no two are equal.
 */
final class ShapePainter {
  private static final double PLACE_JITTER = 0.03;
  private static final double SIZE_JITTER = 0.08;
  private static final double TILT_JITTER = Math.toRadians(8);
  private static final int COLOUR_JITTER = 10;

  /** The share of the side between the outermost figure and the edge of the picture. */
  private static final double MARGIN = PLACE_JITTER + 1.0 / 32;

  /** The radius that leaves just the margin, wherever the small differences move the figure. */
  private static final double CLOSE_UP_RADIUS = (0.5 - MARGIN) / (1 + SIZE_JITTER);

  private ShapePainter() {}

  /**
   * Draws a scene in RGB; the stream decides the small differences.
   *
   * @param closeUp whether the figure fills the picture, whatever its size in the scene
   */
  static Image paint(ShapeScene scene, boolean closeUp, int imageSize, RandomStream stream) {
    double usual = closeUp ? CLOSE_UP_RADIUS : scene.size().radius;
    double radius = usual * (1 + SIZE_JITTER * jitter(stream));
    double reach = 0.5 - usual * (1 + SIZE_JITTER) - MARGIN;
    double centreX = 0.5 + scene.place().across * reach + PLACE_JITTER * jitter(stream);
    double centreY = 0.5 + scene.place().down * reach + PLACE_JITTER * jitter(stream);
    double tilt = TILT_JITTER * jitter(stream);
    double cos = StrictMath.cos(tilt) / radius;
    double sin = StrictMath.sin(tilt) / radius;
    int[] ink = new int[3];
    int[] backdrop = new int[3];
    // One change for all channels of the backdrop: a tinted grey could be called by another name.
    double shade = COLOUR_JITTER * jitter(stream);
    for (int c = 0; c < 3; c++) {
      ink[c] = level(scene.ink().rgb >> (16 - 8 * c), COLOUR_JITTER * jitter(stream));
      backdrop[c] = level(scene.backdrop().rgb >> (16 - 8 * c), shade);
    }
    byte[] samples = new byte[imageSize * imageSize * 3];
    for (int y = 0; y < imageSize; y++) {
      for (int x = 0; x < imageSize; x++) {
        double dx = (x + 0.5) / imageSize - centreX;
        double dy = (y + 0.5) / imageSize - centreY;
        double distance = scene.figure().distance(cos * dx + sin * dy, cos * dy - sin * dx);
        double cover = Math.max(0, Math.min(1, 0.5 - distance * radius * imageSize));
        for (int c = 0; c < 3; c++) {
          samples[(y * imageSize + x) * 3 + c] =
              (byte) Math.round(backdrop[c] + cover * (ink[c] - backdrop[c]));
        }
      }
    }
    return new Image(imageSize, imageSize, 3, samples);
  }

  private static double jitter(RandomStream stream) {
    return 2 * stream.nextDouble() - 1;
  }

  private static int level(int lowestByte, double change) {
    return (int) Math.max(0, Math.min(255, Math.round((lowestByte & 0xFF) + change)));
  }
}
