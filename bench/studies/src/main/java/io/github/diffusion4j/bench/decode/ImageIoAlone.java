package io.github.diffusion4j.bench.decode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * {@code ImageIO.read}; to fit, Java2D's bicubic interpolation, which looks at 16 pixels of the
 * picture however large it is, so what it makes of a photograph is not the same.
 */
record ImageIoAlone(List<byte[]> files) implements Decoder {
  @Override
  public String title() {
    return "ImageIO of Java " + System.getProperty("java.version");
  }

  @Override
  public double run(int size) throws IOException {
    ImageIO.setUseCache(false);
    long start = System.nanoTime();
    for (byte[] file : files) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      if (size > 0) {
        fit(image, size);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void fit(BufferedImage image, int size) {
    int side = Math.min(image.getWidth(), image.getHeight());
    int left = (image.getWidth() - side) / 2;
    int top = (image.getHeight() - side) / 2;
    BufferedImage fitted = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = fitted.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        image, 0, 0, size, size, left, top, left + side, top + side, Color.WHITE, null);
    graphics.dispose();
  }
}
