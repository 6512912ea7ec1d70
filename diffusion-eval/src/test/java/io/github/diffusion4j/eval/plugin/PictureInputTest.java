package io.github.diffusion4j.eval.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Windows.Filter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureInputTest {
  private static final Resizing STRETCH =
      new Resizing(Resizing.Mode.STRETCH, 0, Filter.BILINEAR, true, true);
  private static final List<Double> MEAN = List.of(0.5, 0.25, 0.1);
  private static final List<Double> STD = List.of(0.5, 0.25, 0.2);

  private static PictureInput input(PictureInput.Channels channels, PictureInput.Layout layout) {
    return new PictureInput(2, 1, STRETCH, channels, 0, 1, MEAN, STD, layout);
  }

  private static Image picture() {
    return new Image(2, 1, 3, new byte[] {(byte) 255, 0, 51, 0, (byte) 255, 102});
  }

  @Test
  void planesOrPixelsInEitherOrder() {
    assertThat(input(PictureInput.Channels.RGB, PictureInput.Layout.NCHW).array(picture()))
        .containsExactly(new float[] {1, -1, -1, 3, 0.5f, 1.5f}, within(1e-6f));
    assertThat(input(PictureInput.Channels.RGB, PictureInput.Layout.NHWC).array(picture()))
        .containsExactly(new float[] {1, -1, 0.5f, -1, 3, 1.5f}, within(1e-6f));
    // Mean and deviation belong to the channels of the array: the first is blue.
    assertThat(input(PictureInput.Channels.BGR, PictureInput.Layout.NHWC).array(picture()))
        .containsExactly(new float[] {-0.6f, -1, 4.5f, -0.2f, 3, -0.5f}, within(1e-6f));
    assertThat(input(PictureInput.Channels.RGB, PictureInput.Layout.NCHW).shape(7))
        .containsExactly(7, 3, 1, 2);
    assertThat(input(PictureInput.Channels.RGB, PictureInput.Layout.NHWC).shape(7))
        .containsExactly(7, 1, 2, 3);
  }

  @Test
  void greyIsLumaAndColourOfGreyIsGreyThrice() {
    PictureInput grey =
        new PictureInput(
            2,
            1,
            STRETCH,
            PictureInput.Channels.GREY,
            -1,
            1,
            List.of(0.0),
            List.of(1.0),
            PictureInput.Layout.NCHW);

    // 0.299 * 255 + 0.114 * 51 is 82.06; 0.587 * 255 + 0.114 * 102 is 161.3.
    assertThat(grey.array(picture()))
        .containsExactly(new float[] {82 / 127.5f - 1, 161 / 127.5f - 1}, within(1e-6f));
    Image single = new Image(2, 1, 1, new byte[] {0, (byte) 255});
    assertThat(input(PictureInput.Channels.RGB, PictureInput.Layout.NCHW).array(single))
        .containsExactly(new float[] {-1, 1, -1, 3, -0.5f, 4.5f}, within(1e-6f));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> sized(0, 1)).hasMessageContaining("width is 0");
    assertThatThrownBy(() -> sized(1, 4097)).hasMessageContaining("height is 4097");
    assertThatThrownBy(() -> ranged(1, 1, MEAN, STD)).hasMessageContaining("range is [1.0, 1.0]");
    assertThatThrownBy(() -> ranged(0, Double.NaN, MEAN, STD)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> ranged(0, 1, List.of(0.5), STD))
        .hasMessageContaining("mean is [0.5]; of the channels rgb it has 3");
    assertThatThrownBy(() -> ranged(0, 1, MEAN, List.of(1.0, 0.0, 1.0)))
        .hasMessageContaining("std is [1.0, 0.0, 1.0]");
  }

  private static PictureInput sized(int width, int height) {
    return new PictureInput(
        width,
        height,
        STRETCH,
        PictureInput.Channels.RGB,
        0,
        1,
        MEAN,
        STD,
        PictureInput.Layout.NCHW);
  }

  private static PictureInput ranged(double low, double high, List<Double> mean, List<Double> std) {
    return new PictureInput(
        1, 1, STRETCH, PictureInput.Channels.RGB, low, high, mean, std, PictureInput.Layout.NCHW);
  }
}
