package io.github.diffusion4j.image;

import static io.github.diffusion4j.image.GifWriting.BLUE;
import static io.github.diffusion4j.image.GifWriting.CLEAR;
import static io.github.diffusion4j.image.GifWriting.GREEN;
import static io.github.diffusion4j.image.GifWriting.RED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.GifWriting.Frame;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnimatedGifTest {
  private static final byte[] PLAY =
      GifWriting.gif(
          List.of(
              new Frame(0, 0, 4, 3, RED, "none", 7),
              new Frame(1, 1, 2, 2, GREEN, "restoreToPrevious", 0),
              new Frame(0, 0, 2, 1, BLUE, "restoreToBackgroundColor", 100),
              new Frame(0, 0, 4, 3, CLEAR, "doNotDispose", 5),
              new Frame(3, 2, 1, 1, GREEN, "none", 5)));

  private final List<Image> frames = new ArrayList<>();
  private final List<Integer> delays = new ArrayList<>();

  private void play(byte[] file, int mostFrames, long mostPixels) throws Exception {
    AnimatedGif.play(
        file,
        "a.gif",
        mostFrames,
        mostPixels,
        (frame, delay) -> {
          frames.add(frame);
          delays.add(delay);
        });
  }

  /** The pixels by letters, row by row. */
  private static String picture(Image frame) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        String rgb =
            frame.sample(x, y, 0) + "," + frame.sample(x, y, 1) + "," + frame.sample(x, y, 2);
        text.append(
            switch (rgb) {
              case "255,0,0" -> 'r';
              case "0,255,0" -> 'g';
              case "0,0,255" -> 'b';
              case "255,255,255" -> '.';
              default -> '?';
            });
      }
      text.append(' ');
    }
    return text.toString().strip();
  }

  @Test
  void laysFramesOverEachOtherAsTheyAreDisposedOf() throws Exception {
    play(PLAY, 5, 60);
    assertThat(frames.stream().map(AnimatedGifTest::picture))
        .containsExactly(
            "rrrr rrrr rrrr",
            "rrrr rggr rggr",
            "bbrr rrrr rrrr",
            "..rr rrrr rrrr",
            "..rr rrrr rrrg");
    assertThat(delays).containsExactly(70, 0, 1000, 50, 50);
  }

  @Test
  void hasLimits() {
    assertThatThrownBy(() -> play(PLAY, 4, 60))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("5 frames of 4x3 are more than the 4 frames");
    assertThatThrownBy(() -> play(PLAY, 5, 59))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("too large");
    byte[] huge = PLAY.clone();
    // The width and height of the screen.
    Arrays.fill(huge, 6, 10, (byte) 0xFF);
    assertThatThrownBy(() -> play(huge, 9, Long.MAX_VALUE))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("65535x65535");
    assertThat(frames).isEmpty();
  }

  @Test
  void aFrameMayReachOverTheScreen() throws Exception {
    byte[] small = PLAY.clone();
    small[6] = 2;
    small[8] = 2;
    play(small, 9, 99);
    assertThat(picture(frames.get(1))).isEqualTo("rr rg");
  }

  @Test
  void withoutAScreenItIsAsLargeAsItsFrames() throws Exception {
    byte[] none = PLAY.clone();
    none[6] = 0;
    none[8] = 0;
    play(none, 9, 99);
    assertThat(picture(frames.get(2))).isEqualTo("bbrr rrrr rrrr");
  }

  @Test
  void isNoGif() {
    assertThatThrownBy(() -> play(new byte[] {1}, 1, 1))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("does not begin like a GIF");
    assertThat(AnimatedGif.isGif(PLAY)).isTrue();
  }

  @Test
  void brokenFilesEndInOneExceptionOnly() {
    RandomStream stream = RandomStream.of(5, "gif-test", 0);
    for (int trial = 0; trial < 1_000; trial++) {
      byte[] broken = PLAY.clone();
      for (int flips = stream.nextInt(4); flips > 0; flips--) {
        broken[6 + stream.nextInt(broken.length - 6)] = (byte) stream.nextInt(256);
      }
      if (trial % 3 == 0) {
        broken = Arrays.copyOf(broken, stream.nextInt(broken.length));
      }
      try {
        play(broken, 100, 1 << 20);
      } catch (UnreadableImageException expected) {
        assertThat(expected.name()).isEqualTo("a.gif");
      } catch (Throwable escaped) {
        throw new AssertionError("seed 5, trial " + trial, escaped);
      }
    }
  }
}
