package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.VarianceExploding;
import io.github.diffusion4j.sample.ConformanceSetup.Model;
import io.github.diffusion4j.sample.ConformanceSetup.State;
import io.github.diffusion4j.sample.Extrapolation.Slope;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Schedulers whose levels do not come from a discrete schedule. */
final class ConformanceContinuous {
  private static final double ALMOST_NOTHING = 1e-8;

  private ConformanceContinuous() {}

  private static double quarterLog(double sigma) {
    return 0.25 * Math.log(sigma);
  }

  private static double[] edmLevels(ConformanceCase record, ConformanceConfig config) {
    config.integer("num_train_timesteps", 1000);
    double least = config.number("sigma_min", 0.002);
    double most = config.number("sigma_max", 80);
    double rho = config.number("rho", 7);
    double[] grid =
        config.word("sigma_schedule", "karras", "exponential").equals("karras")
            ? SigmaGrid.karras(record.steps(), least, most, rho)
            : SigmaGrid.exponential(record.steps(), least, most);
    if (config.word("final_sigmas_type", "zero", "sigma_min").equals("sigma_min")) {
      grid[record.steps()] = least;
    }
    return grid;
  }

  private static ConformanceSetup edm(
      ConformanceCase record, double[] sigmas, Sampler sampler, Model model) {
    double[] times =
        Arrays.stream(sigmas)
            .limit(record.steps())
            .map(ConformanceContinuous::quarterLog)
            .toArray();
    DoubleUnaryOperator timeOf = ConformanceContinuous::quarterLog;
    return ConformanceSetup.of(sigmas, times, timeOf, sampler, model, State.PLAIN)
        .startingAt(Math.hypot(1, sigmas[0]));
  }

  static ConformanceSetup edmEuler(ConformanceCase record, ConformanceConfig config) {
    double[] sigmas = edmLevels(record, config);
    double sigmaData = config.number("sigma_data", 0.5);
    Model model = ConformanceModels.edm(record.prediction(), sigmaData, true);
    return edm(record, sigmas, new Euler(), model);
  }

  static ConformanceSetup edmDpm(ConformanceCase record, ConformanceConfig config) {
    double[] sigmas = edmLevels(record, config);
    Model model =
        ConformanceModels.edm(record.prediction(), config.number("sigma_data", 0.5), false);
    double ratio = config.number("dynamic_thresholding_ratio", 0.995);
    double maximum = config.number("sample_max_value", 1);
    if (config.flag("thresholding", false)) {
      model = ConformanceModels.thresholded(model, ratio, maximum);
    }
    config.only("euler_at_final", false);
    double eta =
        config.word("algorithm_type", "dpmsolver++", "sde-dpmsolver++").startsWith("sde") ? 1 : 0;
    Slope slope =
        config.word("solver_type", "midpoint", "heun").equals("heun")
            ? Slope.EXACT
            : Slope.MIDPOINT;
    DpmMultistep sampler =
        new DpmMultistep(
            config.integer("solver_order", 2),
            Variable.PICTURE,
            slope,
            eta,
            1,
            config.flag("lower_order_final", true));
    return edm(record, sigmas, sampler, model);
  }

  static ConformanceSetup consistency(
      ConformanceCase record, ConformanceConfig config, double[] custom) {
    int train = config.integer("num_train_timesteps", 40);
    double least = config.number("sigma_min", 0.002);
    double most = config.number("sigma_max", 80);
    double rho = config.number("rho", 7);
    int count = custom == null ? record.steps() : custom.length;
    double[] places =
        custom == null
            ? IntStream.range(0, count).mapToDouble(i -> i * (double) (train / count)).toArray()
            : ConformanceSchedulers.reversed(custom);
    double[] all = SigmaGrid.karras(train, least, most, rho);
    double[] sigmas =
        Arrays.stream(Arrays.copyOf(places, count + 1)).map(p -> all[(int) p]).toArray();
    sigmas[count] = least;
    DoubleUnaryOperator timeOf = sigma -> 250 * Math.log(sigma + 1e-44);
    double[] times = Arrays.stream(sigmas).limit(count).map(timeOf).toArray();
    Model model =
        ConformanceModels.consistency(
            config.number("sigma_data", 0.5), least, config.flag("clip_denoised", true));
    Sampler sampler = new Consistency(least, config.number("s_noise", 1));
    return ConformanceSetup.of(sigmas, times, timeOf, sampler, model, State.PLAIN);
  }

  /** Its process goes on a circle: picture and noise are cosine and sine of the time. */
  static ConformanceSetup ipndm(ConformanceCase record, ConformanceConfig config) {
    config.integer("num_train_timesteps", 1000);
    config.only("trained_betas");
    int count = record.steps();
    int passes = record.twice() ? 2 : 1;
    double[] sigmas = new double[passes * (count + 1)];
    double[] times = new double[sigmas.length];
    for (int i = 0; i < sigmas.length; i++) {
      int place = i % (count + 1);
      double share = 1 - (double) place / count;
      double sine = Math.pow(Math.sin(share * Math.PI / 2), 2);
      double cosine = Math.sqrt(1 - sine * sine);
      sigmas[i] = sine / Math.max(cosine, ALMOST_NOTHING);
      times[i] = Math.atan2(sine, cosine) / Math.PI * 2;
    }
    int[] indices =
        IntStream.range(0, sigmas.length).filter(i -> i % (count + 1) != count).toArray();
    Model model = ConformanceModels.circle(ALMOST_NOTHING);
    return new ConformanceSetup(
        sigmas, indices, times, sigma -> 0, new Ipndm(4), model, State.PRESERVED, 1);
  }

  /** Its levels are geometric; the model is told those of a finer list, from the first on. */
  static ConformanceSetup scoreSdeVe(ConformanceCase record, ConformanceConfig config) {
    int train = config.integer("num_train_timesteps", 2000);
    double least = config.number("sigma_min", 0.01);
    double most = config.number("sigma_max", 1348);
    double end = config.number("sampling_eps", 1e-5);
    int count = record.steps();
    double[] sigmas = SigmaGrid.exponential(count, least, most);
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      double place = 1 + (end - 1) * i / (train - 1);
      times[i] = least * Math.pow(most / least, place);
    }
    Model model = ConformanceModels.score(record.prediction());
    int corrections = config.integer("correct_steps", 1);
    Sampler sampler =
        new PredictorCorrector(
            new ReverseDiffusion(new VarianceExploding(least, most, end)),
            new LangevinCorrector(
                config.number("snr", 0.15), corrections, LangevinCorrector.Norm.BATCH_MEAN));
    return ConformanceSetup.of(sigmas, times, sigma -> 0, sampler, model, State.PLAIN);
  }
}
