package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.RandomStream;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Valid picture files of every format, written by others than the code under test. */
final class PictureFiles {
  /** A lossless WebP of 2x1: red with an alpha of 128, and an opaque 10, 200, 30. */
  private static final String WEBP_LOSSLESS =
      "UklGRiIAAABXRUJQVlA4TBUAAAAvAQAAEA8wyF/4H4//AYYWKhDR/wAA";

  /** A lossy WebP of 16x16, 128 everywhere. */
  private static final String WEBP_LOSSY =
      "UklGRiQAAABXRUJQVlA4IBgAAABQAQCdASoQABAAAMASJaQABHQAAP4AAAA=";

  private PictureFiles() {}

  static byte[] webpLossless() {
    return Base64.getDecoder().decode(WEBP_LOSSLESS);
  }

  static byte[] webpLossy() {
    return Base64.getDecoder().decode(WEBP_LOSSY);
  }

  static byte[] written(BufferedImage image, String format) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, file)) {
        throw new AssertionError("ImageIO does not write this as " + format);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return file.toByteArray();
  }

  /** Grey, RGB or either with alpha, samples as they are. */
  static BufferedImage buffered(int width, int height, int bands, int depth, int[] samples) {
    boolean alpha = bands % 2 == 0;
    int type = depth == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
    ColorSpace space = ColorSpace.getInstance(bands <= 2 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
    ComponentColorModel model = new ComponentColorModel(space, alpha, false, alpha ? 3 : 1, type);
    WritableRaster raster = Raster.createInterleavedRaster(type, width, height, bands, null);
    raster.setPixels(0, 0, width, height, samples);
    return new BufferedImage(model, raster, false, null);
  }

  static BufferedImage indexed(int width, int height, IndexColorModel palette, int[] numbers) {
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setPixels(0, 0, width, height, numbers);
    return image;
  }

  /** A JPEG of samples that are stored as they are, without any word on what they mean. */
  static byte[] rawJpeg(int width, int height, int bands, int[] samples, boolean progressive) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(1);
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, bands, null);
    raster.setPixels(0, 0, width, height, samples);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), parameters);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** Puts a segment right after a JPEG's first marker. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + body.length);
    file.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
    file.putShort((short) (2 + body.length)).put(body).put(jpeg, 2, jpeg.length - 2);
    return file.array();
  }

  /** EXIF data that says an orientation and nothing else. */
  static byte[] exif(int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    exif.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putInt(orientation).putInt(0);
    return exif.array();
  }

  /** A WebP file of chunks: a name, a body, a name, ... */
  static byte[] riff(Object... chunks) {
    ByteBuffer file = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    file.put("WEBP".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < chunks.length; i += 2) {
      byte[] body = (byte[]) chunks[i + 1];
      file.put(((String) chunks[i]).getBytes(StandardCharsets.US_ASCII));
      file.putInt(body.length).put(body).put(new byte[body.length % 2]);
    }
    file.putInt(4, file.position() - 8);
    byte[] bytes = new byte[file.position()];
    file.get(0, bytes);
    return bytes;
  }

  private static int[] random(RandomStream stream, int count, int bound) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> stream.nextInt(bound));
    return numbers;
  }

  /** One small picture of every format and most of their kinds. */
  static Map<String, byte[]> everyKind() {
    RandomStream stream = RandomStream.of(5, "picture-files", 0);
    int[] rgb = random(stream, 12 * 9 * 3, 256);
    int[] rgba = random(stream, 12 * 9 * 4, 256);
    int[] deep = random(stream, 12 * 9 * 3, 65536);
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String format : new String[] {"png", "tiff", "jpeg", "gif", "bmp"}) {
      files.put(format, written(buffered(12, 9, 3, 8, rgb), format));
    }
    for (String format : new String[] {"png", "tiff"}) {
      files.put(format + " alpha", written(buffered(12, 9, 4, 8, rgba), format));
      files.put(format + " 16 bits", written(buffered(12, 9, 3, 16, deep), format));
    }
    files.put("jpeg progressive", rawJpeg(12, 9, 3, rgb, true));
    files.put("jpeg CMYK", rawJpeg(12, 9, 4, rgba, false));
    files.put("webp", webpLossy());
    files.put("webp lossless", webpLossless());
    files.put("ppm", pnm("P6\n12 9\n255\n", rgb, 8));
    files.put("ppm 16 bits", pnm("P6\n12 9\n65535\n", deep, 16));
    files.put("ppm text", pnmText("P3 12 9 255\n", rgb));
    return files;
  }

  static byte[] pnm(String header, int[] samples, int depth) {
    byte[] body = new byte[samples.length * depth / 8];
    for (int i = 0; i < samples.length; i++) {
      Pixels.put(body, depth, i, samples[i]);
    }
    byte[] head = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  private static byte[] pnmText(String header, int[] samples) {
    StringBuilder text = new StringBuilder(header);
    for (int sample : samples) {
      text.append(sample).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
