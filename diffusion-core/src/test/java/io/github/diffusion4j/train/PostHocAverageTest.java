package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.train.PostHocAverage.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostHocAverageTest {
  private static final int UPDATES = 4096;
  private static final List<PowerProfile> STORED =
      List.of(PowerProfile.ofWidth(0.05), PowerProfile.ofWidth(0.10));

  /** The average that a trainer would keep of weights that move as given. */
  private static double average(PowerProfile profile, int updates, DoubleUnaryOperator weight) {
    double result = 0;
    for (int update = 1; update <= updates; update++) {
      double decay = profile.decay(update, 1);
      result = decay * result + (1 - decay) * weight.applyAsDouble((double) update / UPDATES);
    }
    return result;
  }

  private static List<Moment> stored() {
    List<Moment> moments = new ArrayList<>();
    for (int time = UPDATES / 16; time <= UPDATES; time += UPDATES / 16) {
      for (PowerProfile profile : STORED) {
        moments.add(new Moment(profile, time));
      }
    }
    return moments;
  }

  private static double reconstructed(Moment wanted, DoubleUnaryOperator weight) {
    List<Moment> moments = stored();
    double[] coefficients = PostHocAverage.coefficients(moments, wanted);
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      Moment moment = moments.get(i);
      sum += coefficients[i] * average(moment.profile(), (int) moment.images(), weight);
    }
    return sum;
  }

  @Test
  void takesAStoredOneAsItIs() {
    List<Moment> moments = stored();
    for (int wanted = 0; wanted < moments.size(); wanted++) {
      double[] coefficients = PostHocAverage.coefficients(moments, moments.get(wanted));
      for (int i = 0; i < coefficients.length; i++) {
        assertThat(coefficients[i])
            .as("%s of %s", i, wanted)
            .isCloseTo(i == wanted ? 1 : 0, within(1e-6));
      }
    }
  }

  /** Weights that go straight, settle, or swing are averaged as the wanted profile would have. */
  @ParameterizedTest
  @ValueSource(doubles = {0.04, 0.07, 0.10, 0.15, 0.20})
  void isNearToTheAverageThatNobodyKept(double width) {
    PowerProfile profile = PowerProfile.ofWidth(width);
    List<DoubleUnaryOperator> ways =
        List.of(t -> t, t -> 1, t -> Math.exp(-5 * t), t -> Math.sin(12 * t));
    for (int way = 0; way < ways.size(); way++) {
      double kept = average(profile, UPDATES, ways.get(way));
      assertThat(reconstructed(new Moment(profile, UPDATES), ways.get(way)))
          .as("way %s at width %s", way, width)
          .isCloseTo(kept, within(5e-3));
    }
    // The closed form for weights that go straight, to tell that both are right.
    assertThat(average(profile, UPDATES, t -> t))
        .isCloseTo((profile.gamma() + 1) / (profile.gamma() + 2), within(1e-3));
  }

  /** The profile of weights in time is a density, so its product with "all alike" is 1 / t. */
  @Test
  void productsAreIntegrals() {
    PowerProfile even = new PowerProfile(0);
    PowerProfile late = new PowerProfile(7);
    assertThat(PowerProfile.product(late, 3, even, 5)).isCloseTo(1 / 5.0, within(1e-12));
    assertThat(PowerProfile.product(even, 5, late, 3)).isCloseTo(1 / 5.0, within(1e-12));
    int parts = 200_000;
    double sum = 0;
    for (int i = 0; i < parts; i++) {
      double time = (i + 0.5) / parts * 2;
      sum += 8 * Math.pow(time, 7) / Math.pow(2, 8) * 4 * Math.pow(time, 3) / Math.pow(3, 4);
    }
    assertThat(PowerProfile.product(late, 2, new PowerProfile(3), 3))
        .isCloseTo(sum * 2 / parts, within(1e-8));
  }

  @Test
  void refusesWhatItCannotMake() {
    Moment early = new Moment(STORED.get(0), 10);
    assertThatThrownBy(
            () -> PostHocAverage.coefficients(List.of(early), new Moment(STORED.get(0), 11)))
        .hasMessageContaining("stored ones end at 10.0");
    assertThatThrownBy(() -> PostHocAverage.coefficients(List.of(), early))
        .hasMessageContaining("end at 0");
    assertThatThrownBy(() -> PostHocAverage.coefficients(List.of(early, early), early))
        .hasMessageContaining("the same");
    assertThatThrownBy(() -> new Moment(STORED.get(0), 0)).hasMessageContaining("images is 0");
  }
}
