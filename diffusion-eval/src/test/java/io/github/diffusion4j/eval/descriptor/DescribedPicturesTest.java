package io.github.diffusion4j.eval.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.search.DescriptorStore;
import io.github.diffusion4j.image.Image;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribedPicturesTest {
  @TempDir private Path folder;

  /** Says the first sample, counts its calls, and breaks at one picture. */
  private static final class Counting implements Descriptor {
    private final AtomicInteger calls = new AtomicInteger();
    private int breaksAt = -1;
    private double brokenIs = Double.NaN;

    @Override
    public DescriptorIdentity identity() {
      return DescriptorIdentity.of("counting", "");
    }

    @Override
    public double[] describe(Image picture) {
      calls.incrementAndGet();
      int name = picture.sample(0, 0, 0) + 256 * picture.sample(1, 0, 0);
      return new double[] {name == breaksAt ? brokenIs : name, 1};
    }
  }

  private final Counting descriptor = new Counting();

  private static List<Image> pictures(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Image(2, 1, 1, new byte[] {(byte) i, (byte) (i >> 8)}))
        .toList();
  }

  private DescribedPictures describe(String file, List<Image> pictures, DescriptorStore... known) {
    descriptor.calls.set(0);
    return DescribedPictures.of(descriptor, pictures, folder.resolve(file), List.of(known));
  }

  private void check(DescribedPictures described, int computed, List<Image> pictures) {
    assertThat(described.computed()).isEqualTo(computed);
    assertThat(descriptor.calls).hasValue(computed);
    assertThat(described.store().size()).isEqualTo(pictures.size());
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(described.store().row(i)[0])
          .as("picture %d", i)
          .isEqualTo((float) descriptor.describe(pictures.get(i))[0]);
      assertThat(described.store().picture(i)).isEqualTo(PixelDigest.of(pictures.get(i)));
    }
    described.store().verify();
  }

  @Test
  void describesEachPictureOnce() {
    List<Image> first = pictures(0, 600);
    check(describe("a", first), 600, first);
    check(describe("a", first), 0, first);
    List<Image> longer = pictures(0, 700);
    check(describe("a", longer), 100, longer);
    List<Image> moved = pictures(300, 800);
    check(describe("a", moved), 100, moved);
    List<Image> fewer = pictures(300, 310);
    check(describe("a", fewer), 0, fewer);
  }

  @Test
  void takesRowsOfOtherStoresOver() {
    DescriptorStore known = describe("known", pictures(0, 40)).store();
    List<Image> more = pictures(20, 60);
    check(describe("b", more, known), 20, more);
  }

  @Test
  void repeatsNothingWithinABatch() {
    List<Image> repeated = IntStream.range(0, 100).mapToObj(i -> pictures(5, 6).get(0)).toList();
    check(describe("c", repeated), 1, repeated);
  }

  @Test
  void goesOnAfterABreak() {
    List<Image> pictures = pictures(0, 700);
    descriptor.breaksAt = 600;
    assertThatThrownBy(() -> describe("d", pictures))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("Among the 188 pictures from number 512 on, feature 0 of row")
        .hasMessageContaining("is NaN");
    assertThat(folder.resolve("d")).doesNotExist();
    descriptor.breaksAt = -1;
    check(describe("d", pictures), 188, pictures);
  }

  @Test
  void refusesNothingAndOtherDescriptors() {
    assertThatThrownBy(() -> describe("e", List.of()))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("describe at least one picture");
    DescriptorStore pixels =
        DescribedPictures.of(
                new PixelDescriptor(2, 1), pictures(0, 3), folder.resolve("pixels"), List.of())
            .store();
    assertThatThrownBy(() -> describe("pixels", pictures(0, 3)))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("and not of counting");
    assertThatThrownBy(() -> describe("f", pictures(0, 3), pixels))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("cannot be compared");
  }
}
