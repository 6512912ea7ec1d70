package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * Reads PNG, JPEG, GIF (first frame), BMP, TIFF (first page), PNM and WebP (first frame) files.
 *
 * <p>Levels are those that the file stores: gamma and colour profiles change nothing. Samples of 16
 * bits are kept until a picture is resized or rounded, CMYK becomes RGB by {@code (1 - ink) * (1 -
 * black)}, transparent pixels are laid over {@link ReadOptions#background}, the EXIF orientation of
 * JPEG, PNG, TIFF and WebP is applied, and a picture whose every pixel is grey has one channel.
 * Lossy files are what their decoders make of them: JPEG is as Pillow has it, WebP without the
 * smoothing of colours that Google's decoder adds.
 *
 * <p>Files are hostile until read. Whatever goes wrong ends as an {@link UnreadableImageException}:
 *
 * <ul>
 *   <li>Pixels: the declared size is compared with {@link ReadOptions#maxPixels} before anything is
 *       allocated for it.
 *   <li>Memory: reading allocates, all in all, at most 40 bytes of heap for each pixel declared, 16
 *       for each byte of the file, and 8 MiB. Of WebP the decoder makes much that it needs for a
 *       moment only: 512 bytes for each pixel, 32 KiB for each row, and 4 KiB for each byte of the
 *       file up to 512 MiB. A progressive JPEG takes up to 8 bytes more for each pixel outside of
 *       the heap.
 *   <li>Time: each file is decoded on a thread of its own. After {@link ReadOptions#timeLimit} the
 *       file is refused as {@link Kind#TOO_SLOW}; the decoder is interrupted, and stops when it
 *       next asks for a byte. If it never does, its thread, a daemon, is left behind.
 *   <li>Interrupts: if the caller's thread is interrupted, reading ends with a {@link
 *       CancellationException}, which says nothing of the file, and the thread stays interrupted.
 * </ul>
 *
 * <p>Safe for use from many threads.
 */
public final class ImageReader {
  /**
   * The pixels a picture may declare if the caller has no other wish: 64 Mi, a 8192x8192 square.
   */
  public static final long DEFAULT_MAX_PIXELS = 1L << 26;

  private ImageReader() {}

  /**
   * Reads a picture and rounds it to 8 bits a sample.
   *
   * @param file all bytes of the file
   * @param name how messages name the file
   * @param options limits and background
   * @throws UnreadableImageException if the file is no picture, is broken, too large, takes too
   *     long or is unsupported
   * @throws CancellationException if the thread is interrupted
   */
  public static Image read(byte[] file, String name, ReadOptions options)
      throws UnreadableImageException {
    return decode(file, name, options).image();
  }

  /**
   * Reads a picture within another limit of pixels.
   *
   * @throws UnreadableImageException as {@link #read(byte[], String, ReadOptions)} does
   */
  public static Image read(byte[] file, String name, long maxPixels)
      throws UnreadableImageException {
    return decode(file, name, maxPixels).image();
  }

  /**
   * Reads a picture at its own depth and tells what its file said of it.
   *
   * @throws UnreadableImageException as {@link #read(byte[], String, ReadOptions)} does
   * @throws CancellationException if the thread is interrupted
   */
  public static DecodedImage decode(byte[] file, String name, ReadOptions options)
      throws UnreadableImageException {
    ImageSource source = new ImageSource(file, name, options);
    return DecoderThreads.call(source, () -> decode(source));
  }

  /**
   * Reads a picture at its own depth, within another limit of pixels.
   *
   * @throws UnreadableImageException as {@link #read(byte[], String, ReadOptions)} does
   */
  public static DecodedImage decode(byte[] file, String name, long maxPixels)
      throws UnreadableImageException {
    return decode(file, name, ReadOptions.DEFAULT.withMaxPixels(maxPixels));
  }

  /** Decodes on the calling thread, for as long as it takes. */
  static DecodedImage decode(ImageSource source) throws UnreadableImageException {
    if (source.bytes().length == 0) {
      throw source.refuse(Kind.EMPTY, "the file has no bytes");
    }
    ImageFormat format = ImageFormat.of(source.bytes());
    return guarded(source, format, () -> finished(stored(source, format), source, format));
  }

  private static StoredImage stored(ImageSource source, ImageFormat format)
      throws UnreadableImageException, IOException {
    return switch (format) {
      case PNG -> PngDecoder.decode(source);
      case JPEG -> JpegDecoder.decode(source);
      case GIF -> GifDecoder.decode(source);
      case BMP -> BmpDecoder.decode(source);
      case TIFF -> TiffDecoder.decode(source);
      case PNM -> PnmDecoder.decode(source);
      case WEBP -> WebpDecoder.decode(source);
      case OTHER_PICTURE ->
          throw source.refuse(
              Kind.UNSUPPORTED,
              ImageFormat.nameOfOther(source.bytes()) + " is not read; convert to PNG");
      case UNKNOWN ->
          throw source.refuse(
              Kind.NOT_A_PICTURE, "it does not begin like a picture of any known format");
    };
  }

  private static DecodedImage finished(StoredImage stored, ImageSource source, ImageFormat format) {
    boolean transparent = Alpha.isTransparent(stored.pixels());
    Pixels opaque = Alpha.over(stored.pixels(), source.options().background()).greyIfGrey();
    String mode =
        (opaque.channels() == 1 ? "grey" : "RGB")
            + (transparent ? "+alpha" : "")
            + (opaque.depth() == 16 ? " 16-bit" : "");
    return new DecodedImage(Orientation.upright(opaque, stored.orientation()), format.name(), mode);
  }

  /** Turns whatever a decoder throws into the one exception. */
  static <T> T guarded(ImageSource source, ImageFormat format, Callable<T> decoder)
      throws UnreadableImageException {
    try {
      return decoder.call();
    } catch (UnreadableImageException refused) {
      throw refused;
    } catch (OutOfMemoryError full) {
      throw source.refuse(
          Kind.TOO_LARGE,
          "decoding it takes more memory than the heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MB has left; raise -Xmx or shrink the picture",
          full);
    } catch (LinkageError notTheFile) {
      throw notTheFile;
    } catch (Throwable broken) {
      // Decoders answer broken files with anything from an IOException to an index out of bounds,
      // endless recursion or an error in native code.
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
