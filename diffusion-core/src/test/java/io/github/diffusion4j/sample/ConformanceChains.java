package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.ConsistencyBoundary;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Respacing;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.ConformanceSetup.Model;
import io.github.diffusion4j.sample.ConformanceSetup.State;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Schedulers that step along the discrete schedule of the model. */
final class ConformanceChains {
  private static final String[] BETAS = {"linear", "scaled_linear", "squaredcos_cap_v2"};
  // Nothing can be asked at level 0; this is as good as.
  private static final double ALMOST_NONE = 1e-8;

  private ConformanceChains() {}

  static ConformanceSetup ddim(ConformanceCase record, ConformanceConfig config, double[] times) {
    NoiseSchedule schedule = ConformanceSchedulers.schedule(config, 1000, BETAS);
    config.only("thresholding", false);
    Ddim.Clip clip = clips(config) ? Ddim.Clip.PICTURE : Ddim.Clip.NONE;
    double least = config.flag("set_alpha_to_one", true) ? 0 : schedule.sigma(0);
    double[] asked = times == null ? spaced(record, config, schedule) : spaced(config, times);
    int stride = schedule.steps() / record.steps();
    double[] from = Arrays.stream(asked).map(t -> schedule.sigma((int) t)).toArray();
    double[] to = Arrays.stream(asked).map(t -> below(schedule, (int) t - stride, least)).toArray();
    Ddim sampler = new Ddim(config.number("eta", 0), clip);
    Model model = ConformanceModels.preserving(record.prediction());
    return ConformanceSetup.pairs(from, to, asked, schedule::stepAt, sampler, model);
  }

  private static double below(NoiseSchedule schedule, int step, double least) {
    return step < 0 ? least : schedule.sigma(step);
  }

  private static boolean clips(ConformanceConfig config) {
    config.only("clip_sample_range", 1);
    return config.flag("clip_sample", true);
  }

  private static double[] spaced(ConformanceConfig config, double[] times) {
    config.only("timestep_spacing", "leading");
    config.only("steps_offset", 0);
    return times;
  }

  /** Returns the timesteps of DDIM and DDPM. */
  private static double[] spaced(
      ConformanceCase record, ConformanceConfig config, NoiseSchedule schedule) {
    int steps = schedule.steps();
    int count = record.steps();
    int offset = config.integer("steps_offset", 0);
    String spacing = config.word("timestep_spacing", "leading", "linspace", "trailing");
    IntStream ascending =
        switch (spacing) {
          case "leading" -> IntStream.of(Respacing.leading(steps, count)).map(t -> t + offset);
          case "trailing" -> IntStream.of(Respacing.trailing(steps, count));
          default ->
              IntStream.range(0, count)
                  .map(i -> (int) Math.rint(i * ((steps - 1.0) / (count - 1))));
        };
    return ConformanceSchedulers.reversed(ascending.asDoubleStream().toArray());
  }

  static ConformanceSetup ddimInverse(ConformanceCase record, ConformanceConfig config) {
    NoiseSchedule schedule = ConformanceSchedulers.schedule(config, 1000, BETAS);
    Ddim.Clip clip = clips(config) ? Ddim.Clip.PICTURE : Ddim.Clip.NONE;
    double least = config.flag("set_alpha_to_one", true) ? ALMOST_NONE : schedule.sigma(0);
    double[] asked = ConformanceSchedulers.reversed(spaced(record, config, schedule));
    int stride = schedule.steps() / record.steps();
    double[] from =
        Arrays.stream(asked).map(t -> below(schedule, (int) t - stride, least)).toArray();
    double[] to = Arrays.stream(asked).map(t -> schedule.sigma((int) t)).toArray();
    Model model = ConformanceModels.preserving(record.prediction());
    return ConformanceSetup.pairs(from, to, asked, schedule::stepAt, new Ddim(0, clip), model);
  }

  static ConformanceSetup ddpm(ConformanceCase record, ConformanceConfig config, double[] times) {
    NoiseSchedule schedule = ConformanceSchedulers.schedule(config, 1000, BETAS);
    config.only("thresholding", false);
    String word = config.word("variance_type", "fixed_small", "fixed_small_log", "fixed_large");
    Variance variance = word.equals("fixed_large") ? Variance.FIXED_LARGE : Variance.FIXED_SMALL;
    double[] asked = times == null ? spaced(record, config, schedule) : spaced(config, times);
    int stride = schedule.steps() / record.steps();
    double[] from = Arrays.stream(asked).map(t -> schedule.sigma((int) t)).toArray();
    double[] to = Arrays.stream(asked).map(t -> below(schedule, (int) t - stride, 0)).toArray();
    Ancestral sampler = new Ancestral(variance, clips(config));
    Model model = ConformanceModels.preserving(record.prediction());
    return ConformanceSetup.pairs(from, to, asked, schedule::stepAt, sampler, model);
  }

  static ConformanceSetup unClip(ConformanceCase record, ConformanceConfig config) {
    NoiseSchedule schedule = ConformanceSchedulers.schedule(config, 1000, "squaredcos_cap_v2");
    config.only("variance_type", "fixed_small_log");
    double[] ascending =
        IntStream.of(Respacing.sections(schedule.steps(), record.steps()))
            .asDoubleStream()
            .toArray();
    double[] asked = ConformanceSchedulers.reversed(ascending);
    Ancestral sampler = new Ancestral(Variance.FIXED_SMALL, clips(config));
    return follow(record, schedule, asked, 0, sampler);
  }

  /** Returns steps that follow on each other, down to a last level. */
  private static ConformanceSetup follow(
      ConformanceCase record,
      NoiseSchedule schedule,
      double[] asked,
      double last,
      Sampler sampler) {
    double[] sigmas = new double[asked.length + 1];
    for (int i = 0; i < asked.length; i++) {
      sigmas[i] = schedule.sigma((int) asked[i]);
    }
    sigmas[asked.length] = last;
    Model model = ConformanceModels.preserving(record.prediction());
    return ConformanceSetup.of(sigmas, asked, schedule::stepAt, sampler, model, State.PRESERVED);
  }

  private static double[] distilled(
      ConformanceCase record, ConformanceConfig config, NoiseSchedule schedule) {
    int grid = config.integer("original_inference_steps", 50);
    config.only("thresholding", false);
    config.only("clip_sample", false);
    config.only("clip_sample_range", 1);
    config.only("set_alpha_to_one", true);
    config.only("steps_offset", 0);
    config.only("timestep_spacing", "leading");
    int[] steps = Respacing.distilled(schedule.steps(), grid, record.steps());
    return ConformanceSchedulers.reversed(IntStream.of(steps).asDoubleStream().toArray());
  }

  static ConformanceSetup lcm(ConformanceCase record, ConformanceConfig config) {
    NoiseSchedule schedule =
        ConformanceSchedulers.schedule(config, 1000, "scaled_linear", "linear");
    double[] asked = distilled(record, config, schedule);
    double scaling = config.number("timestep_scaling", 10);
    double sigmaData = config.number("sigma_data", 0.5);
    ConformanceSetup bare = follow(record, schedule, asked, 0, new Consistency(0, 1));
    Model model =
        (x, sigma, time) -> {
          Denoiser denoiser = (state, levels) -> bare.model().denoise(state, levels[0], time);
          return new ConsistencyBoundary(denoiser, schedule, scaling, sigmaData).denoise(x, sigma);
        };
    return ConformanceSetup.of(
        bare.sigmas(), asked, schedule::stepAt, bare.sampler(), model, State.PRESERVED);
  }

  static ConformanceSetup tcd(ConformanceCase record, ConformanceConfig config) {
    NoiseSchedule schedule =
        ConformanceSchedulers.schedule(config, 1000, "scaled_linear", "linear");
    double[] asked = distilled(record, config, schedule);
    Tcd sampler = new Tcd(config.number("eta", 0.3), schedule);
    return follow(record, schedule, asked, schedule.sigma(0), sampler);
  }

  static ConformanceSetup pndm(ConformanceCase record, ConformanceConfig config) {
    NoiseSchedule schedule = ConformanceSchedulers.schedule(config, 1000, BETAS);
    config.only("timestep_spacing", "leading");
    int offset = config.integer("steps_offset", 0);
    double[] ascending =
        IntStream.of(Respacing.leading(schedule.steps(), record.steps()))
            .map(t -> t + offset)
            .asDoubleStream()
            .toArray();
    double last = config.flag("set_alpha_to_one", false) ? 0 : schedule.sigma(0);
    Pndm pndm = new Pndm(schedule, config.flag("skip_prk_steps", false));
    boolean velocity = record.prediction().equals("v_prediction");
    Sampler sampler = velocity ? new PndmOfVelocities(pndm) : pndm;
    return follow(record, schedule, ConformanceSchedulers.reversed(ascending), last, sampler);
  }
}
