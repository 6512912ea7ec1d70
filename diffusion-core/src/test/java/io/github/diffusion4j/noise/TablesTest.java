package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.tensor.TorchRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Checks every number of the reference tables, whichever files there are, and fails at a key that
 * it does not know. What a key's numbers depend on is read from the key.
 */
class TablesTest {
  /** Keys whose numbers are of another package: the test that checks them there. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "edm_gamma", "sample.HeunTest",
          "gaussian_oracle_k_space", "sample.GaussianOracleTest",
          "gaussian_oracle_ddim_vp_linear", "sample.GaussianOracleTest",
          "gaussian_oracle_moments", "sample.GaussianOracleTest",
          "time_embedding_t\\d+_dim\\d+", "nn.NoiseEmbeddingTest",
          "normal_kl", "noise.GaussiansTest",
          "discretized_gaussian_loglik", "noise.GaussiansTest",
          "edm2_gamma_of_sigma_rel", "train.PowerProfileTest",
          "edm2_lr_.*", "train.LearningRateTest");

  private static final String NUMBER = "([-+.e\\d]+)";

  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private String key;

  /** Checks the numbers at a key; the groups are the numbers that stand in it. */
  @FunctionalInterface
  private interface Check {
    void of(double[] inKey, JsonNode numbers);
  }

  TablesTest() {
    checks.put("comment", (inKey, text) -> assertThat(text.isTextual()).isTrue());
    checks.put("schedules_T(\\d+)", this::schedules);
    checks.put("posterior", (inKey, table) -> entries(table, this::posterior));
    checks.put("edm_sigmas", (inKey, table) -> entries(table, this::edmSigmas));
    checks.put(
        "karras_" + NUMBER + "_" + NUMBER + "_n(\\d+)",
        (of, levels) -> grid(SigmaGrid.karras((int) of[2], of[0], of[1], 7), levels));
    checks.put(
        "exponential_" + NUMBER + "_" + NUMBER + "_n(\\d+)",
        (of, levels) -> grid(SigmaGrid.exponential((int) of[2], of[0], of[1]), levels));
    checks.put("edm_precond_sigma_data_" + NUMBER, this::preconditioning);
    checks.put("vp_sigma_of_t", (inKey, table) -> entries(table, this::vpSigma));
    checks.put("iddpm_u", (inKey, table) -> entries(table, this::improvedLevel));
    checks.put(
        "iddpm_steps_N(\\d+)_" + NUMBER + "_" + NUMBER,
        (of, levels) ->
            grid(SigmaGrid.among(NoiseSchedule.cosine(1000), (int) of[0], of[1], of[2]), levels));
    checks.put("respacing", (inKey, rows) -> rows.forEach(this::respacing));
    checks.put("respaced_betas", (inKey, rows) -> rows.forEach(this::respacedBetas));
    checks.put("dpm_linspace_timesteps", (inKey, table) -> entries(table, this::linspace));
    checks.put("lcm_timesteps", (inKey, table) -> entries(table, this::distilled));
    checks.put("repaint_n(\\d+)_jump(\\d+)_samples(\\d+)", this::repaint);
    checks.put("repaint_n(\\d+)_jump(\\d+)_samples(\\d+)_length", this::repaintLength);
    checks.put("min_snr_gamma" + NUMBER + "_linear", this::minSnr);
    checks.put("add_noise_dummy_linear", (inKey, rows) -> rows.forEach(this::addNoise));
    checks.put("torch_cpu_randn_float32", (inKey, table) -> entries(table, this::randn));
  }

  @Test
  void agreesWithEveryNumber() throws ClassNotFoundException {
    for (JsonNode tables : ReferenceTables.all()) {
      for (Map.Entry<String, JsonNode> entry : tables.properties()) {
        key = entry.getKey();
        String elsewhere = elsewhere();
        if (elsewhere == null) {
          counts.merge(key, 0, Integer::sum);
          check(entry.getValue());
          assertThat(counts.get(key) > 0 || key.equals("comment"))
              .as("numbers of %s", key)
              .isTrue();
        } else {
          assertThat(Class.forName("io.github.diffusion4j." + elsewhere)).isNotNull();
          System.out.println(key + ": checked by " + elsewhere);
        }
      }
    }
    counts.forEach((name, count) -> System.out.println(name + ": " + count + " numbers checked"));
  }

  private String elsewhere() {
    return ELSEWHERE.entrySet().stream()
        .filter(entry -> key.matches(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void check(JsonNode numbers) {
    for (Map.Entry<String, Check> entry : checks.entrySet()) {
      Matcher matcher = Pattern.compile(entry.getKey()).matcher(key);
      if (matcher.matches()) {
        double[] inKey = new double[matcher.groupCount()];
        Arrays.setAll(inKey, i -> Double.parseDouble(matcher.group(i + 1)));
        entry.getValue().of(inKey, numbers);
        return;
      }
    }
    throw new AssertionError("the tables have a key that no test checks: " + key);
  }

  private static void entries(JsonNode table, Consumer<Map.Entry<String, JsonNode>> check) {
    table.properties().forEach(check);
  }

  private void near(String what, double actual, double expected) {
    counts.merge(key, 1, Integer::sum);
    ReferenceTables.assertClose(key + ": " + what, actual, expected);
  }

  private void near(String what, double actual, JsonNode row, String name) {
    assertThat(row.path(name).isNumber()).as("%s has %s", what, name).isTrue();
    near(what + " " + name, actual, row.path(name).doubleValue());
  }

  private void same(String what, int[] actual, JsonNode expected) {
    double[] numbers = ReferenceTables.numbers(expected);
    counts.merge(key, numbers.length, Integer::sum);
    assertThat(Arrays.stream(actual).asDoubleStream().toArray())
        .as("%s: %s", key, what)
        .containsExactly(numbers);
  }

  private static int[] reversed(int... steps) {
    int[] result = new int[steps.length];
    Arrays.setAll(result, i -> steps[steps.length - 1 - i]);
    return result;
  }

  private static NoiseSchedule schedule(String name, int steps) {
    Matcher of = Pattern.compile("(?:zeroSNR\\()?([a-zA-Z_]+)[ (]?(.*?)\\)?").matcher(name);
    assertThat(of.matches()).as("schedule %s", name).isTrue();
    double[] numbers =
        Pattern.compile("[-+]?[.\\d]+(?:e[-+]?\\d+)?")
            .matcher(of.group(2))
            .results()
            .mapToDouble(number -> Double.parseDouble(number.group()))
            .toArray();
    NoiseSchedule schedule =
        switch (of.group(1)) {
          case "linear" -> NoiseSchedule.linear(steps);
          case "scaled_linear" -> NoiseSchedule.scaledLinear(steps, numbers[0], numbers[1]);
          case "SD" -> NoiseSchedule.scaledLinear(steps);
          case "cosine" -> NoiseSchedule.cosine(steps);
          case "sigmoid" -> NoiseSchedule.sigmoid(steps, numbers[0], numbers[1], numbers[2]);
          default -> throw new AssertionError("a schedule that no test knows: " + name);
        };
    return name.startsWith("zeroSNR") ? schedule.zeroTerminalSnr() : schedule;
  }

  private void schedules(double[] steps, JsonNode table) {
    entries(
        table,
        entry -> {
          String name = entry.getKey();
          JsonNode rows = entry.getValue();
          NoiseSchedule schedule = schedule(name, (int) steps[0]);
          for (int i = 0; i < rows.path("t").size(); i++) {
            int t = rows.path("t").get(i).intValue();
            String at = name + " at " + t;
            near(at + " beta", schedule.beta(t), rows.path("beta").get(i).doubleValue());
            near(at, schedule.alphaBar(t), rows.path("alpha_bar").get(i).doubleValue());
          }
          double sum = 0;
          for (int t = 0; t < schedule.steps(); t++) {
            sum += schedule.beta(t);
          }
          near(name, sum, rows, "sum_beta");
        });
  }

  private void posterior(Map.Entry<String, JsonNode> entry) {
    NoiseSchedule schedule = schedule(entry.getKey(), 1000);
    for (JsonNode row : entry.getValue()) {
      int t = row.path("t").intValue();
      String at = entry.getKey() + " at " + t;
      NoiseSchedule.Posterior posterior = schedule.posterior(t);
      double sigma = schedule.sigma(t);
      near(at, posterior.variance(), row, "posterior_variance");
      near(at, posterior.clippedLogVariance(), row, "posterior_log_variance_clipped");
      near(at, Math.log(schedule.beta(t)), row, "log_beta");
      near(at, posterior.startCoefficient(), row, "coef_x0");
      near(at, posterior.stateCoefficient(), row, "coef_xt");
      near(at, 1 / (sigma * sigma), row, "snr");
    }
  }

  private void edmSigmas(Map.Entry<String, JsonNode> entry) {
    grid(SigmaGrid.karras(Integer.parseInt(entry.getKey()), 0.002, 80, 7), entry.getValue());
  }

  /** The tables leave the 0 at the end out. */
  private void grid(double[] actual, JsonNode expected) {
    assertThat(actual).as(key).hasSize(expected.size() + 1).endsWith(0);
    for (int i = 0; i < expected.size(); i++) {
      near("level " + i, actual[i], expected.get(i).doubleValue());
    }
  }

  private void preconditioning(double[] sigmaData, JsonNode rows) {
    Preconditioning edm = new Preconditioning(new LogNormalNoise(), Prediction.EDM, sigmaData[0]);
    for (JsonNode row : rows) {
      double sigma = row.path("sigma").doubleValue();
      near("" + sigma, edm.skip(sigma), row, "c_skip");
      near("" + sigma, edm.output(sigma), row, "c_out");
      near("" + sigma, edm.input(sigma), row, "c_in");
      near("" + sigma, edm.noiseCondition(sigma), row, "c_noise");
      near("" + sigma, Weighting.SIMPLE.weight(edm, sigma, 1), row, "weight");
      assertThat(Weighting.EDM.weight(edm, sigma, 1))
          .isEqualTo(Weighting.SIMPLE.weight(edm, sigma, 1));
    }
  }

  private void vpSigma(Map.Entry<String, JsonNode> entry) {
    double t = Double.parseDouble(entry.getKey());
    near("t " + t, new VariancePreserving().sigma(t), entry.getValue().doubleValue());
  }

  /** EDM's u_j is the cosine schedule counted from its end; u_1000 is before its first step. */
  private void improvedLevel(Map.Entry<String, JsonNode> entry) {
    NoiseSchedule cosine = NoiseSchedule.cosine(1000);
    int j = Integer.parseInt(entry.getKey());
    near("u " + j, cosine.sigma(999 - j), entry.getValue().doubleValue());
  }

  private void respacing(JsonNode row) {
    int steps = row.path("T").intValue();
    String spec = row.path("spec").textValue();
    if (row.path("error").booleanValue()) {
      counts.merge(key, 1, Integer::sum);
      assertThatThrownBy(() -> Respacing.parse(steps, spec))
          .as(spec)
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      same(spec + " of " + steps, Respacing.parse(steps, spec), row.path("steps"));
    }
  }

  private void respacedBetas(JsonNode row) {
    String name = row.path("schedule").textValue();
    String spec = row.path("spec").textValue();
    NoiseSchedule respaced = schedule(name, 1000).respaced(Respacing.parse(1000, spec));
    int last = respaced.steps() - 1;
    List<Integer> shown = List.of(0, 1, respaced.steps() / 2, last);
    assertThat(row.path("betas_first2_mid_last")).hasSize(shown.size());
    for (int i = 0; i < shown.size(); i++) {
      double expected = row.path("betas_first2_mid_last").get(i).doubleValue();
      near(name + " " + spec + " beta " + i, respaced.beta(shown.get(i)), expected);
    }
    near(name + " " + spec, respaced.alphaBar(last), row, "alpha_bar_last");
  }

  private void linspace(Map.Entry<String, JsonNode> entry) {
    int count = Integer.parseInt(entry.getKey());
    same("" + count, reversed(Respacing.linspace(1000, count)), entry.getValue());
  }

  private void distilled(Map.Entry<String, JsonNode> entry) {
    int count = Integer.parseInt(entry.getKey());
    same("" + count, reversed(Respacing.distilled(1000, 50, count)), entry.getValue());
  }

  private void repaint(double[] of, JsonNode steps) {
    same("steps", RePaintSchedule.steps((int) of[0], (int) of[1], (int) of[2]), steps);
  }

  private void repaintLength(double[] of, JsonNode length) {
    int[] steps = RePaintSchedule.steps((int) of[0], (int) of[1], (int) of[2]);
    near("length", steps.length, length.doubleValue());
  }

  /** The tables weigh the error of what is predicted; ours weigh the picture's. */
  private void minSnr(double[] gamma, JsonNode rows) {
    NoiseSchedule linear = NoiseSchedule.linear(1000);
    Map<String, Prediction> columns =
        Map.of("eps", Prediction.EPSILON, "x0", Prediction.X0, "v", Prediction.V);
    for (JsonNode row : rows) {
      int t = row.path("t").intValue();
      double sigma = linear.sigma(t);
      near("t " + t, 1 / (sigma * sigma), row, "snr");
      columns.forEach(
          (column, prediction) -> {
            Preconditioning preconditioning = new Preconditioning(linear, prediction);
            double output = preconditioning.output(sigma);
            double onPicture = Weighting.MIN_SNR.weight(preconditioning, sigma, gamma[0]);
            near("t " + t, onPicture * output * output, row, column);
          });
    }
  }

  /**
   * Noise is added to the 768 numbers i / 768. By the definition of these cases the noise is (767 -
   * i) / 768, and the sums of that are published: 387.3158 at step 0. The first files hold instead
   * the sums of a noise that is 18 everywhere, 521.7208 at step 0. A file may hold either, but must
   * be of one mind in a row.
   */
  private void addNoise(JsonNode row) {
    NoiseSchedule linear = NoiseSchedule.linear(1000);
    int t = row.path("t").intValue();
    double signal = Math.sqrt(linear.alphaBar(t));
    double noise = Math.sqrt(1 - linear.alphaBar(t));
    boolean constant = row.path("first").doubleValue() > 17 * noise;
    double sum = 0;
    for (int i = 0; i < 768; i++) {
      sum += Math.abs(signal * i / 768 + noise * (constant ? 18 : (767.0 - i) / 768));
    }
    near("t " + t, sum, row, "sum_abs");
    near("t " + t, noise * (constant ? 18 : 767.0 / 768), row, "first");
  }

  private void randn(Map.Entry<String, JsonNode> entry) {
    Matcher of = Pattern.compile("seed(\\d+)_n(\\d+)").matcher(entry.getKey());
    assertThat(of.matches()).as(entry.getKey()).isTrue();
    TorchRandom random = new TorchRandom(Long.parseLong(of.group(1)));
    float[] actual = random.normals(Integer.parseInt(of.group(2)));
    assertThat(actual).hasSize(entry.getValue().size());
    for (int i = 0; i < actual.length; i++) {
      counts.merge(key, 1, Integer::sum);
      // Floats: their last bits are the build's.
      assertThat((double) actual[i])
          .as("%s %s", entry.getKey(), i)
          .isCloseTo(entry.getValue().get(i).doubleValue(), within(5e-7));
    }
  }
}
