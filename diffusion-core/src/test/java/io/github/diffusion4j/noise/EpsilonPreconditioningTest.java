package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EpsilonPreconditioningTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private final NoiseSchedule schedule = NoiseSchedule.linear(1000);
  private final Preconditioning epsilon = new EpsilonPreconditioning(schedule);

  @Test
  void turnsNoiseIntoThePictureItIsOn() {
    double picture = 0.4;
    double noise = -1.3;
    for (int t : new int[] {0, 1, 500, 999}) {
      double sigma = schedule.sigma(t);
      double x = picture + sigma * noise;
      double scaled = Math.sqrt(schedule.alphaBar(t)) * x;
      assertThat(epsilon.input(sigma) * x).isCloseTo(scaled, CLOSE);
      assertThat(epsilon.skip(sigma) * x + epsilon.output(sigma) * noise).isCloseTo(picture, CLOSE);
      assertThat(epsilon.weight(sigma) * sigma * sigma).isCloseTo(1, CLOSE);
      assertThat(epsilon.noiseCondition(sigma)).isEqualTo(t);
    }
  }

  @Test
  void drawsEachStepAlike() {
    NoiseSchedule few = NoiseSchedule.cosine(8);
    Preconditioning small = new EpsilonPreconditioning(few);
    RandomStream stream = RandomStream.of(1, "test", 0);
    Set<Double> drawn =
        IntStream.range(0, 500)
            .mapToObj(i -> small.noiseCondition(small.drawSigma(stream)))
            .collect(Collectors.toSet());
    assertThat(drawn).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
  }

  @Test
  void keepsFreeLevelsWithinTheSchedule() {
    assertThat(epsilon.sigmaMin()).isEqualTo(schedule.sigma(0));
    assertThat(epsilon.sigmaMax()).isEqualTo(80);
    Preconditioning mild = new EpsilonPreconditioning(NoiseSchedule.of(1e-9, 0.5));
    assertThat(mild.sigmaMin()).isEqualTo(0.002);
    assertThat(mild.sigmaMax()).isCloseTo(1, Offset.offset(1e-6));
  }

  @Test
  void startsFromVarianceOneScaledBack() {
    double sigma = schedule.sigma(999);
    assertThat(epsilon.startDeviation(sigma) * Math.sqrt(schedule.alphaBar(999)))
        .isCloseTo(1, CLOSE);
  }
}
