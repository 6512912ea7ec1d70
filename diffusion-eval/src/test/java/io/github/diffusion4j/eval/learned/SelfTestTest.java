package io.github.diffusion4j.eval.learned;

import static io.github.diffusion4j.eval.learned.PlanarPictureTest.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelfTestTest {
  private static final PixelDescriptor PIXELS = new PixelDescriptor(8, 1);

  static List<Manipulation> kinds(String... names) {
    return Manipulation.standard().stream()
        .filter(kind -> List.of(names).contains(kind.name()))
        .toList();
  }

  private static List<Image> pictures(int count) {
    return IntStream.range(0, count).mapToObj(i -> noise(8, 8, 1, i)).toList();
  }

  @Test
  void pixelsFindWhatIsCompressedAndNotWhatIsMirrored() {
    SelfTest compressed = SelfTest.of(PIXELS, pictures(40), kinds("jpeg"));
    assertThat(compressed.figures()).containsExactly(new SelfTest.Figure("jpeg", 1, 1));
    assertThatCode(() -> compressed.requirePassed(PIXELS.identity())).doesNotThrowAnyException();

    SelfTest mirrored = SelfTest.of(PIXELS, pictures(40), kinds("flip"));
    assertThat(mirrored.figures().get(0).behind()).isBetween(0.3, 0.7);
    assertThat(mirrored.passed()).isFalse();
    assertThatThrownBy(() -> mirrored.requirePassed(PIXELS.identity()))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("a descriptor that fails its self-test: of pixels")
        .hasMessageContaining("of the kind flip")
        .hasMessageContaining("39 other pictures");
  }

  @Test
  void aDescriptorThatSeesNothingFails() {
    Descriptor blind =
        new Descriptor() {
          @Override
          public DescriptorIdentity identity() {
            return DescriptorIdentity.of("blind", "");
          }

          @Override
          public double[] describe(Image picture) {
            return new double[] {1, 0};
          }
        };
    SelfTest test = SelfTest.of(blind, pictures(12));
    assertThat(test.figures())
        .hasSize(5)
        .allSatisfy(
            figure -> {
              assertThat(figure.first()).isZero();
              assertThat(figure.behind()).isZero();
            });
    assertThat(test.passed()).isFalse();
  }

  @Test
  void equalPicturesCountOnceAndFewSayNothing() {
    List<Image> twice = new ArrayList<>(pictures(10));
    twice.addAll(pictures(10));
    assertThat(SelfTest.of(PIXELS, twice).pictures()).isEqualTo(10);
    assertThatThrownBy(() -> SelfTest.of(PIXELS, twice.subList(1, 10)))
        .hasMessageContaining("at least 10 different pictures; these are 9");
  }
}
