package io.github.diffusion4j.data.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatedPictureTest {
  private static final Box BOX = new Box(12, 4, 28, 16);

  private static Mask rectangle(Box b, int width, int height) {
    float x0 = (float) b.x0();
    float x1 = (float) b.x1();
    float y0 = (float) b.y0();
    float y1 = (float) b.y1();
    return Polygons.of(width, height, List.of(new float[] {x0, y0, x1, y0, x1, y1, x0, y1}));
  }

  private static AnnotatedPicture picture(Mask mask) {
    AnnotatedObject object =
        new AnnotatedObject(
            3, "cat", BOX, Optional.of(mask), AnnotatedObject.Flags.NONE, BOX.area());
    return new AnnotatedPicture(7, "a.png", 40, 20, List.of(object));
  }

  private static Box only(AnnotatedPicture picture) {
    return picture.objects().get(0).box();
  }

  @ParameterizedTest
  @CsvSource({"20, CROP", "10, CROP", "40, CROP", "40, PAD", "20, PAD", "10, PAD", "64, PAD"})
  void fitsAsThePictureIsFitted(int size, Fit fit) {
    byte[] samples = new byte[40 * 20];
    for (int y = 4; y < 16; y++) {
      for (int x = 12; x < 28; x++) {
        samples[y * 40 + x] = -1;
      }
    }
    Image image = new Image(40, 20, 1, samples).fitted(size, fit);
    PixelMask bright = PixelMask.of(size, size, (x, y) -> image.sample(x, y, 0) > 127);
    Mask polygon = rectangle(BOX, 40, 20);
    for (Mask mask : new Mask[] {polygon, polygon.pixels(), RunLengths.of(polygon.pixels())}) {
      AnnotatedPicture fitted = picture(mask).fitted(size, fit);
      assertThat(fitted.objects().get(0).mask().orElseThrow().pixels()).isEqualTo(bright);
      assertThat(bright.box()).contains(only(fitted));
      assertThat(fitted.objects().get(0).area()).isEqualTo(bright.area());
      assertThat(fitted.fromFile().box(BOX)).isEqualTo(only(fitted));
      assertThat(fitted.fromFile().inverse(40, 20).box(only(fitted))).isEqualTo(BOX);
    }
  }

  @Test
  void flippingTwiceChangesNothing() {
    AnnotatedPicture flipped = picture(rectangle(BOX, 40, 20)).cropped(2, 0, 38, 20).flipped();
    // Of 38 columns, 10 to 26 become 12 to 28.
    assertThat(only(flipped)).isEqualTo(new Box(12, 4, 28, 16));
    assertThat(only(flipped.flipped())).isEqualTo(new Box(10, 4, 26, 16));
    PixelMask mask = PixelMask.of(5, 3, (x, y) -> x == 1 || y == 2 && x < 3);
    PixelMask mirrored = mask.transformed(Transform.flipping(5, 3));
    assertThat(mirrored).isEqualTo(PixelMask.of(5, 3, (x, y) -> mask.contains(4 - x, y)));
    assertThat(mirrored.transformed(Transform.flipping(5, 3))).isEqualTo(mask);
  }

  @Test
  void leavesOutWhatIsCutOff() {
    AnnotatedPicture whole = picture(rectangle(BOX, 40, 20));
    assertThat(whole.cropped(28, 0, 12, 20).objects()).isEmpty();
    AnnotatedPicture half = whole.cropped(20, 0, 20, 20);
    assertThat(only(half)).isEqualTo(new Box(0, 4, 8, 16));
    assertThat(half.objects().get(0).area()).isEqualTo(96);
    // The mask has only the left half of the box.
    Mask left = rectangle(new Box(12, 4, 20, 16), 40, 20);
    assertThat(picture(left).cropped(20, 0, 20, 20).objects()).isEmpty();
  }

  @Test
  void allBelongsToOneFrame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> picture(rectangle(BOX, 41, 20)))
        .withMessageContaining("does not belong to a picture of 40x20");
    AnnotatedObject object = picture(rectangle(BOX, 40, 20)).objects().get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AnnotatedPicture(0, "b", 20, 20, List.of(object)))
        .withMessageContaining("leaves the picture of 20x20");
    assertThatIllegalArgumentException().isThrownBy(() -> new Box(1, 1, 1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> new Box(0, 0, Double.NaN, 2));
    assertThat(Box.ofSize(Double.MAX_VALUE, 0, Double.MAX_VALUE, 1)).isEmpty();
    assertThat(Box.ofSize(1, 2, 3, 4)).contains(new Box(1, 2, 4, 6));
    // The one pixel of the upper left corner.
    assertThat(Box.ofPixels(1, 1, 1, 1)).contains(new Box(0, 0, 1, 1));
  }
}
