package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.diffusion4j.denoise.Thresholding.Kind;
import org.junit.jupiter.api.Test;

class ThresholdingTest {
  private static final Denoiser DENOISER = (x, sigmas) -> x;

  @Test
  void putsTheDecoratorAroundThatItNames() {
    assertThat(Thresholding.NONE.around(DENOISER)).isSameAs(DENOISER);
    assertThat(new Thresholding(Kind.STATIC, 99.5).around(DENOISER))
        .isEqualTo(new Clipping(DENOISER));
    assertThat(new Thresholding(Kind.DYNAMIC, 95).around(DENOISER))
        .isEqualTo(new DynamicThresholding(DENOISER, 0.95));
  }

  @Test
  void takesPercentAndNoShare() {
    for (double wrong : new double[] {0.995, -1, 100.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Thresholding(Kind.DYNAMIC, wrong))
          .withMessage(
              "threshold-percentile is "
                  + wrong
                  + "; it must be from 50 to 100 percent, such as 99.5");
    }
  }
}
