package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Respacing;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.Extrapolation.Slope;
import io.github.diffusion4j.sample.GaussianOracle.Moments;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How fast samplers come to where they should, for data whose best denoiser is known. */
class ConvergenceTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000);

  static Stream<Arguments> ordersOfSamplers() {
    return Stream.of(
        arguments(new Euler(), 1),
        arguments(new DpmMultistep(1), 1),
        arguments(new Heun(), 2),
        arguments(new Heun(0, 0, 1, 1, 0.5), 2),
        arguments(new DpmSinglestep(2, Variable.NOISE), 2),
        arguments(new DpmSinglestep(2, Variable.PICTURE), 2),
        arguments(new DpmSinglestep(3, Variable.NOISE), 3),
        arguments(new DpmSinglestep(3, Variable.PICTURE), 3),
        arguments(new DpmMultistep(2), 2),
        arguments(new DpmMultistep(2, Variable.NOISE, 0), 2),
        arguments(new DpmAlternating(2, Variable.PICTURE, Slope.MIDPOINT, 0, false), 2),
        arguments(new DpmAlternating(3, Variable.PICTURE, Slope.EXACT, 0, false), 3),
        arguments(new Deis(2), 2),
        arguments(new Deis(3), 3),
        arguments(new UniPc(2), 3),
        arguments(new UniPc(2, Variable.NOISE, UniPc.Scale.BH1, true), 3),
        arguments(new UniPc(3), 4),
        arguments(new Lms(2), 2),
        arguments(new Lms(3), 3),
        arguments(new Lms(4), 4));
  }

  private static double error(Sampler sampler, int steps) {
    double[] sigmas = SigmaGrid.karras(steps + 1, 0.002, 80, 7);
    double[] above = Arrays.copyOf(sigmas, steps + 1);
    double end = GaussianOracle.sample(sampler, above, 80);
    return Math.abs(end - GaussianOracle.exact(80, 80, 0.002));
  }

  @ParameterizedTest
  @MethodSource("ordersOfSamplers")
  void hasItsOrder(Sampler sampler, int order) {
    // The error of this one changes its sign at 150 steps, where two terms cancel.
    int steps = sampler.equals(new DpmSinglestep(3, Variable.NOISE)) ? 768 : 192;
    double coarse = error(sampler, steps);
    double fine = error(sampler, 2 * steps);
    double seen = Math.log(coarse / fine) / Math.log(2);
    assertThat(seen)
        .as("%s: errors %s, %s", sampler, coarse, fine)
        .isBetween(order - 0.3, order + 1.2);
  }

  static Stream<Arguments> stochastic() {
    return Stream.of(
        arguments(new EulerAncestral(1), 0.05),
        arguments(new DpmSinglestep(2, Variable.NOISE, 1, 1), 0.01),
        arguments(new DpmSinglestep(2, Variable.PICTURE, 1, 1), 0.01),
        arguments(new DpmSde(1, 1), 0.001),
        arguments(new DpmMultistep(1, Variable.PICTURE, 1), 0.05),
        arguments(new DpmMultistep(2, Variable.PICTURE, 1), 0.01),
        arguments(new DpmMultistep(3, Variable.PICTURE, 1), 0.01),
        arguments(new DpmMultistep(2, Variable.NOISE, 1), 0.01),
        // As published, a step of order 2 draws noise that is not that of its point between.
        arguments(new DpmAlternating(2, Variable.PICTURE, Slope.MIDPOINT, 1, true), 0.05),
        arguments(new Tcd(0.02, new LogNormalNoise()), 0.05));
  }

  @ParameterizedTest
  @MethodSource("stochastic")
  void spreadsAsTheDataDo(Sampler sampler, double tolerance) {
    Moments few = GaussianOracle.moments(sampler, SigmaGrid.karras(40, 0.002, 80, 7), 80, 2);
    Moments many = GaussianOracle.moments(sampler, SigmaGrid.karras(160, 0.002, 80, 7), 80, 2);
    assertThat(many.mean()).as("mean of %s", sampler).isCloseTo(0.3, within(tolerance));
    assertThat(many.deviation()).as("spread of %s", sampler).isCloseTo(0.5, within(tolerance));
    assertThat(Math.abs(many.deviation() - 0.5))
        .as("more steps of %s", sampler)
        .isLessThan(Math.abs(few.deviation() - 0.5));
  }

  /** Where each sampler ends in 10, 20, 50 and 100 steps from 1 at the last step of a schedule. */
  static Stream<Arguments> endsOnSchedule() {
    DpmMultistep midpoint = new DpmMultistep(2, Variable.PICTURE, Slope.MIDPOINT, 0, 1, false);
    DpmMultistep exact = new DpmMultistep(2, Variable.PICTURE, Slope.EXACT, 0, 1, false);
    return Stream.of(
        ends(new DpmMultistep(1), "linspace", 0.673501405, 0.733038031, 0.771687871, 0.785208940),
        ends(midpoint, "linspace", 0.989846538, 0.912550498, 0.825916433, 0.806030075),
        ends(exact, "linspace", 1.144418162, 0.981637092, 0.837581273, 0.808312209),
        ends(midpoint, "karras", 0.851998946, 0.824947298, 0.802678974, 0.799860597),
        ends(new DpmMultistep(2), "zero", 0.702696436, 0.776025846, 0.798824513, 0.799389792),
        ends(new DpmMultistep(3), "zero", 0.707052752, 0.777896872, 0.792955348, 0.796619722),
        ends(
            new DpmMultistep(2, Variable.NOISE, Slope.MIDPOINT, 0, 1, false),
            "linspace",
            0.908896417,
            0.854053619,
            0.810939876,
            0.802309215),
        ends(
            new DpmAlternating(2, Variable.PICTURE, Slope.MIDPOINT, 0, true),
            "linspace",
            0.682380516,
            0.751297860,
            0.787787251,
            0.795543119),
        ends(new UniPc(2), "linspace", 0.713009785, 0.780558696, 0.798435381, 0.798993614),
        ends(new UniPc(3), "linspace", 0.714308573, 0.781458963, 0.796804918, 0.798217199),
        ends(new Deis(2), "linspace", 0.700265556, 0.816477836, 0.805067677, 0.801037437),
        ends(new Deis(3), "linspace", 0.703330541, 0.818314614, 0.796893565, 0.798244300),
        ends(
            new Pndm(LINEAR, false),
            "leading",
            0.792521676,
            0.800806469,
            0.799413245,
            0.799193829));
  }

  private static Arguments ends(Sampler sampler, String grid, double... expected) {
    return arguments(sampler, grid, expected);
  }

  private static double[] grid(String name, int steps) {
    double least = LINEAR.sigma(0);
    double[] sigmas =
        switch (name) {
          case "leading" -> SigmaGrid.leading(LINEAR, steps);
          case "karras" -> SigmaGrid.karras(steps, least, LINEAR.sigma(999), 7);
          default -> SigmaGrid.of(LINEAR, Respacing.linspace(1000, steps));
        };
    sigmas[steps] = name.equals("linspace") || name.equals("karras") ? least : 0;
    return sigmas;
  }

  @ParameterizedTest
  @MethodSource("endsOnSchedule")
  void endsWhereTheLiteratureEnds(Sampler sampler, String name, double[] expected) {
    int[] counts = {10, 20, 50, 100};
    for (int i = 0; i < counts.length; i++) {
      double[] sigmas = grid(name, counts[i]);
      // Karras's levels end in the least one themselves: the last step would stay where it is.
      boolean twice = sigmas[counts[i] - 1] - sigmas[counts[i]] < 1e-12;
      double[] walked = twice ? Arrays.copyOf(sigmas, counts[i]) : sigmas;
      double end = GaussianOracle.sample(sampler, walked, Math.hypot(1, sigmas[0]));
      assertThat(end / Math.hypot(1, sigmas[counts[i]]))
          .as("%s, %s, %s steps", sampler, name, counts[i])
          // In the source the network is told the nearest whole step of Karras's levels.
          .isCloseTo(expected[i], within(name.equals("karras") ? 1e-3 : 2e-9));
    }
  }
}
