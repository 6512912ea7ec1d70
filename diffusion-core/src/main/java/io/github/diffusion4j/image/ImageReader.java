package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads PNG, JPEG, GIF (first frame), BMP, TIFF (first page, 8 bits a sample) and PNM files.
 *
 * <p>Files are hostile until read: the declared size is checked before pixels are decoded, and
 * whatever goes wrong ends as an {@link UnreadableImageException}. Transparent pixels are laid over
 * white; gamma and colour profiles in the file change nothing; 16-bit samples are rounded to 8; a
 * JPEG is turned upright by its EXIF orientation; a picture whose every pixel is grey comes back
 * with one channel. Safe for use from many threads.
 */
public final class ImageReader {
  /**
   * The pixels a picture may declare if the caller has no other wish: 64 Mi, a 8192x8192 square.
   */
  public static final long DEFAULT_MAX_PIXELS = 1L << 26;

  private ImageReader() {}

  /**
   * Reads a picture.
   *
   * @param file all bytes of the file
   * @param name how messages name the file
   * @param maxPixels the largest product of width and height that is decoded
   * @throws UnreadableImageException if the file is no picture, is broken, too large or unsupported
   */
  public static Image read(byte[] file, String name, long maxPixels)
      throws UnreadableImageException {
    return decode(file, name, maxPixels).image();
  }

  /**
   * Reads a picture and tells what its file said of it.
   *
   * @throws UnreadableImageException as {@link #read} does
   */
  public static DecodedImage decode(byte[] file, String name, long maxPixels)
      throws UnreadableImageException {
    ImageSource source = new ImageSource(file, name, maxPixels);
    if (file.length == 0) {
      throw source.refuse(Kind.EMPTY, "the file has no bytes");
    }
    ImageFormat format = ImageFormat.of(file);
    try {
      return switch (format) {
        case PNG -> PngDecoder.decode(source);
        case JPEG -> ImageIoDecoder.decodeJpeg(source);
        case GIF -> ImageIoDecoder.decodeGif(source);
        case BMP -> ImageIoDecoder.decodeBmp(source);
        case TIFF -> CommonsDecoder.decodeTiff(source);
        case PNM -> CommonsDecoder.decodePnm(source);
        case OTHER_PICTURE ->
            throw source.refuse(
                Kind.UNSUPPORTED, ImageFormat.nameOfOther(file) + " is not read; convert to PNG");
        case UNKNOWN ->
            throw source.refuse(
                Kind.NOT_A_PICTURE, "it does not begin like a PNG, JPEG, GIF, BMP, TIFF or PNM");
      };
    } catch (OutOfMemoryError full) {
      throw source.refuse(
          Kind.TOO_LARGE,
          "decoding it takes more memory than the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB has left; raise -Xmx or shrink the picture",
          full);
    } catch (IOException | RuntimeException | StackOverflowError broken) {
      // Decoders answer broken files with anything from an IOException to an index out of bounds.
      throw source.refuse(Kind.CORRUPT, reason(format, broken), broken);
    }
  }

  private static String reason(ImageFormat format, Throwable broken) {
    String message = broken.getMessage();
    if (broken instanceof EOFException) {
      return "the file ends before its pixels do";
    }
    boolean telling = broken instanceof IOException && message != null && !message.isBlank();
    String what = telling ? message.strip() : broken.getClass().getSimpleName();
    // Decoders quote the file, and the file may hold anything: control characters, or pages of it.
    String printable = what.replaceAll("\\P{Print}", "?");
    return format
        + " data cannot be decoded ("
        + (printable.length() > 120 ? printable.substring(0, 120) + "..." : printable)
        + ")";
  }
}
