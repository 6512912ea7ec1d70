package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What became of a file, and what it cost the thread.
 *
 * @param image null if the file was refused
 * @param refusal null if it was not
 */
record Decoding(
    DecodedImage image, UnreadableImageException refusal, long cpuNanos, long allocatedBytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Pixels that a file may declare in the second look at what refusing it costs. */
  private static final long FEW_PIXELS = 1 << 16;

  /** As many as fewest columns make of them; a WebP has no more than 16,384. */
  private static final long FEW_ROWS = 1 << 14;

  /** Classes are loaded and tables made by the first picture of a kind, once and for all. */
  static void warmUp() {
    PictureFiles.everyKind().forEach((name, file) -> of(file, name, FEW_PIXELS));
  }

  /** Decodes on this thread; anything but the one exception is a failure of the test. */
  static Decoding of(byte[] file, String name, long maxPixels) {
    ImageSource source = new ImageSource(file, name, ReadOptions.DEFAULT.withMaxPixels(maxPixels));
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long started = THREADS.getCurrentThreadCpuTime();
    DecodedImage image = null;
    UnreadableImageException refusal = null;
    try {
      image = ImageReader.decode(source);
    } catch (UnreadableImageException refused) {
      refusal = refused;
    } catch (Throwable escaped) {
      throw new AssertionError(name, escaped);
    }
    return new Decoding(
        image,
        refusal,
        THREADS.getCurrentThreadCpuTime() - started,
        THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  /** Decodes and holds the cost to what {@link ImageReader} promises. */
  static Decoding bounded(byte[] file, String name, long maxPixels) {
    Decoding decoding = of(file, name, maxPixels);
    if (decoding.image == null) {
      // How many it declared is not to be known from here: let it declare few.
      of(file, name, FEW_PIXELS).requireBound(file, name, FEW_PIXELS, FEW_ROWS);
    } else {
      long width = decoding.image.pixels().width();
      long height = decoding.image.pixels().height();
      // Turned upright, what was a row may be a column.
      decoding.requireBound(file, name, width * height, Math.max(width, height));
    }
    assertThat(decoding.cpuNanos).as("nanoseconds for " + name).isLessThan(2_000_000_000L);
    if (decoding.refusal != null) {
      assertThat(decoding.refusal.reason())
          .as(name)
          .isNotBlank()
          .doesNotContain("\n")
          .hasSizeLessThan(250);
    }
    return decoding;
  }

  private void requireBound(byte[] file, String name, long pixels, long rows) {
    long bound =
        ImageFormat.of(file) == ImageFormat.WEBP
            ? 512 * pixels + rows * (32 << 10) + Math.min(4096L * file.length, 512 << 20)
            : 40 * pixels + 16L * file.length;
    assertThat(allocatedBytes).as("bytes for " + name).isLessThan(bound + (8 << 20));
  }
}
