package io.github.diffusion4j.image;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Plays an animated GIF: each frame is laid over those before as its disposal method says (GIF89a,
 * section 23), so that what comes out is what a viewer shows. Transparent pixels are laid over
 * white.
 */
public final class AnimatedGif {
  private static final String STREAM = "javax_imageio_gif_stream_1.0";
  private static final String IMAGE = "javax_imageio_gif_image_1.0";

  private final ImageSource source;
  private final ImageReader reader;
  private final int frames;

  /** The whole screen as viewers show it, row by row, ARGB. */
  private int[] screen;

  private int width;
  private int height;

  private AnimatedGif(ImageSource source, ImageReader reader) throws UnreadableImageException {
    this.source = source;
    this.reader = reader;
    this.frames = decoded(() -> reader.getNumImages(true));
  }

  /** A frame as a viewer shows it, and for how long. */
  private record Shown(Image image, int delayMillis) {}

  /** Takes the frames of an animation as they are shown. */
  public interface FrameConsumer {
    /**
     * Takes a frame.
     *
     * @param frame RGB, all of one size
     * @param delayMillis how long it is shown as the file says, 0 if it does not
     */
    void frame(Image frame, int delayMillis);
  }

  /** Tells whether a file begins like a GIF. */
  public static boolean isGif(byte[] file) {
    return file.length > 6
        && new String(file, 0, 6, StandardCharsets.ISO_8859_1).matches("GIF8[79]a");
  }

  /**
   * Plays a file to its end.
   *
   * @param file all bytes of the file
   * @param name how messages name the file
   * @param mostFrames the most frames it may have
   * @param mostPixels the most pixels of all its frames together
   * @throws UnreadableImageException if it is no GIF, is broken, or has more of either
   */
  public static void play(
      byte[] file, String name, int mostFrames, long mostPixels, FrameConsumer consumer)
      throws UnreadableImageException {
    if (!isGif(file)) {
      throw new UnreadableImageException(name, Kind.NOT_A_PICTURE, "it does not begin like a GIF");
    }
    ImageSource source = new ImageSource(file, name, ReadOptions.DEFAULT);
    ImageReader reader = reader(source);
    try (FileInput in = new FileInput(file)) {
      reader.setInput(in, false, false);
      new AnimatedGif(source, reader).play(mostFrames, mostPixels, consumer);
    } catch (IOException notClosed) {
      throw source.refuse(Kind.CORRUPT, "it cannot be closed", notClosed);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(ImageSource source) throws UnreadableImageException {
    try {
      return PlatformReader.reader("gif");
    } catch (IOException none) {
      throw source.refuse(Kind.UNSUPPORTED, none.getMessage(), none);
    }
  }

  /** Runs a part of the decoding, within the time that a picture may take. */
  private <T> T decoded(Callable<T> part) throws UnreadableImageException {
    return DecoderThreads.call(
        source,
        () -> {
          try {
            return part.call();
          } catch (IOException | RuntimeException | StackOverflowError broken) {
            String why = Objects.requireNonNullElse(broken.getMessage(), "no reason given");
            throw source.refuse(Kind.CORRUPT, "a frame cannot be decoded (" + why + ")", broken);
          }
        });
  }

  private void play(int mostFrames, long mostPixels, FrameConsumer consumer)
      throws UnreadableImageException {
    decoded(this::measured);
    long pixels = (long) width * height;
    if (frames > mostFrames || pixels > largest(mostPixels) || pixels > mostPixels / frames) {
      throw source.refuse(
          Kind.TOO_LARGE,
          "its %,d frames of %dx%d are more than the %,d frames or %,d pixels allowed"
              .formatted(frames, width, height, mostFrames, mostPixels));
    }
    screen = new int[width * height];
    for (int i = 0; i < frames; i++) {
      int number = i;
      Shown shown = decoded(() -> next(number, largest(mostPixels)));
      consumer.frame(shown.image(), shown.delayMillis());
    }
  }

  /** Lays a frame over what is there, and leaves the screen as the next frame finds it. */
  private Shown next(int number, long mostPixels) throws IOException, UnreadableImageException {
    IIOMetadata metadata = reader.getImageMetadata(number);
    Element control = element(metadata, IMAGE, "GraphicControlExtension");
    String disposal = control == null ? "none" : control.getAttribute("disposalMethod");
    int[] before = disposal.equals("restoreToPrevious") ? screen.clone() : null;
    Rectangle place = place(metadata);
    if ((long) place.width * place.height > mostPixels) {
      throw source.refuse(
          Kind.TOO_LARGE, "frame %d has %dx%d pixels".formatted(number, place.width, place.height));
    }
    draw(reader.read(number), place);
    Shown shown = new Shown(shown(), 10 * number(control, "delayTime"));
    if (before != null) {
      screen = before;
    } else if (disposal.equals("restoreToBackgroundColor")) {
      clear(place);
    }
    return shown;
  }

  /** No frame may be larger than any other picture, whatever is left for all of them. */
  private static long largest(long mostPixels) {
    return Math.min(mostPixels, ReadOptions.DEFAULT.maxPixels());
  }

  /** A few files declare no screen; then it is as large as what is drawn on it. */
  private boolean measured() throws IOException, UnreadableImageException {
    Element declared = element(reader.getStreamMetadata(), STREAM, "LogicalScreenDescriptor");
    width = number(declared, "logicalScreenWidth");
    height = number(declared, "logicalScreenHeight");
    for (int i = 0; (width < 1 || height < 1) && i < frames; i++) {
      Rectangle place = place(reader.getImageMetadata(i));
      width = Math.max(width, place.x + place.width);
      height = Math.max(height, place.y + place.height);
    }
    if (frames < 1 || width < 1 || height < 1) {
      throw source.refuse(Kind.CORRUPT, "it has no frames");
    }
    return true;
  }

  private Rectangle place(IIOMetadata metadata) {
    Element descriptor = element(metadata, IMAGE, "ImageDescriptor");
    return new Rectangle(
        number(descriptor, "imageLeftPosition"),
        number(descriptor, "imageTopPosition"),
        number(descriptor, "imageWidth"),
        number(descriptor, "imageHeight"));
  }

  private static Element element(IIOMetadata metadata, String format, String tag) {
    NodeList found = ((Element) metadata.getAsTree(format)).getElementsByTagName(tag);
    return found.getLength() == 0 ? null : (Element) found.item(0);
  }

  private static int number(Element element, String attribute) {
    String text = element == null ? "" : element.getAttribute(attribute);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private void draw(BufferedImage frame, Rectangle place) {
    int across = Math.min(frame.getWidth(), width - place.x);
    int down = Math.min(frame.getHeight(), height - place.y);
    for (int y = 0; y < down; y++) {
      for (int x = 0; x < across; x++) {
        int argb = frame.getRGB(x, y);
        if (argb >>> 24 != 0) {
          screen[(place.y + y) * width + place.x + x] = argb;
        }
      }
    }
  }

  /** Viewers clear to transparent, whatever background colour the file names. */
  private void clear(Rectangle place) {
    Rectangle inside = place.intersection(new Rectangle(width, height));
    for (int y = inside.y; y < inside.y + inside.height; y++) {
      int start = y * width + inside.x;
      Arrays.fill(screen, start, start + Math.max(0, inside.width), 0);
    }
  }

  private Image shown() {
    byte[] samples = new byte[3 * screen.length];
    for (int i = 0; i < screen.length; i++) {
      int argb = screen[i] >>> 24 == 0 ? 0xFFFFFF : screen[i];
      samples[3 * i] = (byte) (argb >> 16);
      samples[3 * i + 1] = (byte) (argb >> 8);
      samples[3 * i + 2] = (byte) argb;
    }
    return Image.wrap(width, height, 3, samples);
  }
}
