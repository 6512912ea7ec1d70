package io.github.diffusion4j.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;

/** Writes animated GIFs for tests, with the platform's writer. */
public final class GifWriting {
  /** Palette indices: 0 is transparent. */
  public static final int CLEAR = 0;

  public static final int RED = 1;
  public static final int GREEN = 2;
  public static final int BLUE = 3;

  private static final String FORMAT = "javax_imageio_gif_image_1.0";

  private static final IndexColorModel PALETTE =
      new IndexColorModel(
          2,
          4,
          new byte[] {0, -1, 0, 0},
          new byte[] {0, 0, -1, 0},
          new byte[] {0, 0, 0, -1},
          CLEAR);

  private GifWriting() {}

  /**
   * A frame of one colour.
   *
   * @param hundredths how long it is shown
   */
  public record Frame(
      int x, int y, int width, int height, int colour, String disposal, int hundredths) {
    BufferedImage image() {
      BufferedImage image =
          new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, PALETTE);
      for (int i = 0; i < width * height; i++) {
        image.getRaster().setSample(i % width, i / width, 0, colour);
      }
      return image;
    }

    IIOMetadata fill(IIOMetadata metadata) throws IOException {
      IIOMetadataNode root = new IIOMetadataNode(FORMAT);
      IIOMetadataNode place = new IIOMetadataNode("ImageDescriptor");
      place.setAttribute("imageLeftPosition", "" + x);
      place.setAttribute("imageTopPosition", "" + y);
      place.setAttribute("imageWidth", "" + width);
      place.setAttribute("imageHeight", "" + height);
      place.setAttribute("interlaceFlag", "FALSE");
      root.appendChild(place);
      IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
      control.setAttribute("disposalMethod", disposal);
      control.setAttribute("userInputFlag", "FALSE");
      control.setAttribute("transparentColorFlag", "TRUE");
      control.setAttribute("transparentColorIndex", "" + CLEAR);
      control.setAttribute("delayTime", "" + hundredths);
      root.appendChild(control);
      metadata.mergeTree(FORMAT, root);
      return metadata;
    }
  }

  /** The screen is as large as the first frame. */
  public static byte[] gif(List<Frame> frames) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (Frame frame : frames) {
        BufferedImage image = frame.image();
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
        writer.writeToSequence(new IIOImage(image, null, frame.fill(metadata)), null);
      }
      writer.endWriteSequence();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    writer.dispose();
    return bytes.toByteArray();
  }
}
