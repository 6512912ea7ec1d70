package io.github.diffusion4j.sample;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.ReferenceTables;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.Extrapolation.Slope;
import io.github.diffusion4j.sample.GaussianOracle.Moments;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every sampler against data whose best denoiser is known. */
class GaussianOracleTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000);
  private static final Ancestral SMALL = new Ancestral(Variance.FIXED_SMALL, false);
  private static final Ancestral LARGE = new Ancestral(Variance.FIXED_LARGE, false);

  private static final DpmMultistep TWO_M =
      new DpmMultistep(2, Variable.PICTURE, Slope.MIDPOINT, 0, 1, false);

  private static double[] edm(int steps) {
    return SigmaGrid.karras(steps, 0.002, 80, 7);
  }

  /** Starts at x_t = 1 of the process that keeps the variance. */
  private static double ddim(double[] sigmas) {
    return GaussianOracle.sample(new Ddim(0, false), sigmas, Math.hypot(1, sigmas[0]));
  }

  private static Moments ofSchedule(Sampler sampler, int steps) {
    double[] sigmas = SigmaGrid.leading(LINEAR, steps);
    return GaussianOracle.moments(sampler, sigmas, Math.hypot(1, sigmas[0]));
  }

  private static void assertMoments(String what, Moments actual, double mean, double deviation) {
    assertClose(what + " mean", actual.mean(), mean);
    assertClose(what + " deviation", actual.deviation(), deviation);
  }

  @Test
  void endsWhereTheLiteratureEnds() {
    assertClose("euler 10", GaussianOracle.sample(new Euler(), edm(10), 80), 0.663843516069);
    assertClose("euler 160", GaussianOracle.sample(new Euler(), edm(160), 80), 0.789287653557);
    assertClose("heun 10", GaussianOracle.sample(new Heun(), edm(10), 80), 0.907511258296);
    assertClose("heun 18", GaussianOracle.sample(new Heun(), edm(18), 80), 0.825646044612);
    assertClose("heun 160", GaussianOracle.sample(new Heun(), edm(160), 80), 0.798392494114);
    assertClose("leading", ddim(SigmaGrid.leading(LINEAR, 10)), 0.672283391331);
    assertClose("trailing", ddim(SigmaGrid.trailing(LINEAR, 10)), 0.669249732462);
  }

  @Test
  void spreadsAsTheLiteratureSays() {
    assertMoments("small", ofSchedule(SMALL, 50), 0.29999557199, 0.444122857984);
    assertMoments("large", ofSchedule(LARGE, 50), 0.29999557199, 0.517229165609);
    assertMoments("ddim", ofSchedule(new Ddim(0, false), 50), 0.29891099185, 0.472439113028);
    assertMoments("eta 1", ofSchedule(new Ddim(1, false), 50), 0.29999557199, 0.444122857984);
    assertMoments(
        "heun", GaussianOracle.moments(new Heun(), edm(18), 80), 0.298021407611, 0.527624637001);
    assertMoments(
        "churn",
        GaussianOracle.moments(new Heun(30, 0.01, 1, 1.007), edm(18), 80),
        0.298565227076,
        0.545263808393);
    assertMoments(
        "ancestral on EDM's levels",
        GaussianOracle.moments(SMALL, edm(18), 80),
        0.299988281708,
        0.367845599216);
  }

  @Test
  void agreesWithAllEnds() {
    ReferenceTables.all().forEach(GaussianOracleTest::assertEnds);
  }

  private static void assertEnds(JsonNode tables) {
    Map<String, Sampler> samplers =
        Map.of(
            "euler", new Euler(),
            "heun", new Heun(),
            "dpm2", new DpmSinglestep(2, Variable.NOISE),
            "dpmpp_2s", new DpmSinglestep(2, Variable.PICTURE),
            "dpmpp_2m", TWO_M,
            "lms4", new Lms(4));
    JsonNode kSpace = tables.path("gaussian_oracle_k_space").path("results");
    assertThat(kSpace.properties()).extracting(Map.Entry::getKey).containsAll(samplers.keySet());
    assertThat(kSpace.size()).isEqualTo(samplers.size());
    samplers.forEach(
        (name, sampler) ->
            rows(
                kSpace.path(name),
                row ->
                    assertClose(
                        name + row.getKey(),
                        GaussianOracle.sample(sampler, edm(Integer.parseInt(row.getKey())), 80),
                        row.getValue().doubleValue())));
    JsonNode ddim = tables.path("gaussian_oracle_ddim_vp_linear");
    rows(
        ddim.path("leading"),
        row ->
            assertClose(
                "leading " + row.getKey(),
                ddim(SigmaGrid.leading(LINEAR, Integer.parseInt(row.getKey()))),
                row.getValue().doubleValue()));
    rows(
        ddim.path("trailing"),
        row ->
            assertClose(
                "trailing " + row.getKey(),
                ddim(SigmaGrid.trailing(LINEAR, Integer.parseInt(row.getKey()))),
                row.getValue().doubleValue()));
  }

  @Test
  void agreesWithAllMoments() {
    ReferenceTables.all("gaussian_oracle_moments").forEach(GaussianOracleTest::assertMoments);
  }

  private static void assertMoments(JsonNode tables) {
    Map<String, Sampler> ofSchedule =
        Map.of(
            "ddpm_posterior_variance", SMALL,
            "ddpm_beta_variance", LARGE,
            "ddim_eta0", new Ddim(0, false));
    ofSchedule.forEach(
        (name, sampler) ->
            rows(
                tables.path(name),
                row ->
                    assertRow(
                        name + row.getKey(),
                        ofSchedule(sampler, Integer.parseInt(row.getKey())),
                        row.getValue())));
    rows(
        tables.path("euler_ancestral"),
        row ->
            assertRow(
                "ancestral " + row.getKey(),
                GaussianOracle.moments(SMALL, edm(Integer.parseInt(row.getKey())), 80),
                row.getValue()));
    rows(
        tables.path("euler_ancestral"),
        row ->
            assertRow(
                "euler ancestral " + row.getKey(),
                GaussianOracle.moments(
                    new EulerAncestral(1), edm(Integer.parseInt(row.getKey())), 80),
                row.getValue()));
    for (JsonNode row : tables.path("edm_heun")) {
      double[] numbers = ReferenceTables.numbers(row.path("args_N_churn_tmin_tmax_snoise"));
      Heun heun =
          numbers.length == 1
              ? new Heun()
              : new Heun(numbers[1], numbers[2], numbers[3], numbers[4]);
      assertRow(
          "heun " + numbers[0] + heun,
          GaussianOracle.moments(heun, edm((int) numbers[0]), 80),
          row.path("mean_std"));
    }
  }

  private static void rows(JsonNode table, Consumer<Map.Entry<String, JsonNode>> check) {
    assertThat(table.size()).isPositive();
    table.properties().forEach(check);
  }

  private static void assertRow(String what, Moments actual, JsonNode expected) {
    assertMoments(what, actual, expected.get(0).doubleValue(), expected.get(1).doubleValue());
  }
}
