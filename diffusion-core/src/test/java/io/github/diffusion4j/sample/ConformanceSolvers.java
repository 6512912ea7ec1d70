package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Respacing;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.ConformanceSetup.Model;
import io.github.diffusion4j.sample.ConformanceSetup.State;
import io.github.diffusion4j.sample.Extrapolation.Slope;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The DPM-Solver family, DEIS and UniPC, on processes that keep the variance. */
final class ConformanceSolvers {
  private final ConformanceCase record;
  private final ConformanceConfig config;
  private final NoiseSchedule schedule;
  private final int count;
  private final boolean upward;
  private boolean endsAtZero;

  ConformanceSolvers(ConformanceCase record, ConformanceConfig config) {
    this.record = record;
    this.config = config;
    schedule =
        ConformanceSchedulers.schedule(
            config, 1000, "linear", "scaled_linear", "squaredcos_cap_v2");
    count = record.steps();
    upward = record.scheduler().contains("Inverse");
  }

  ConformanceSetup setup() {
    config.only("use_flow_sigmas", false);
    config.only("lambda_min_clipped", Double.NEGATIVE_INFINITY);
    config.only("variance_type");
    config.only("use_beta_sigmas", false);
    double[] times = times();
    double[] levels = Arrays.stream(times).map(t -> schedule.sigma((int) t)).toArray();
    double[] chosen = chosen();
    double least = schedule.sigma(0);
    if (chosen != null) {
      levels = chosen;
      times = Arrays.stream(levels).map(schedule::stepAt).map(Math::rint).toArray();
      boolean ownLast = record.scheduler().matches("(DEIS|UniPC).*");
      least = ownLast ? levels[count - 1] : least;
    }
    double[] sigmas = Arrays.copyOf(levels, count + 1);
    sigmas[count] = last(least);
    return ConformanceSetup.of(
        sigmas, times, schedule::stepAt, sampler(), model(), State.PRESERVED);
  }

  private double last(double least) {
    if (upward) {
      return schedule.sigma(schedule.steps() - 1);
    }
    String word =
        record.scheduler().startsWith("DEIS")
            ? config.word("final_sigma", "sigma_min")
            : config.word("final_sigmas_type", "zero", "sigma_min");
    endsAtZero = word.equals("zero");
    return endsAtZero ? 0 : least;
  }

  /** Returns the timesteps: falling, or rising if the way goes up. */
  private double[] times() {
    int steps = schedule.steps();
    int offset = config.integer("steps_offset", 0);
    String spacing =
        config.word(
            "timestep_spacing",
            "linspace",
            "leading",
            "trailing",
            "linspace (fixed, not configurable)");
    if (upward) {
      requireLinspace(spacing);
      return IntStream.range(0, count)
          .mapToDouble(i -> Math.rint(i * ((steps - 1.0) / count)))
          .toArray();
    }
    IntStream ascending =
        switch (spacing) {
          case "leading" ->
              IntStream.rangeClosed(1, count).map(i -> i * (steps / (count + 1)) + offset);
          case "trailing" -> IntStream.of(Respacing.trailing(steps, count));
          default -> IntStream.of(Respacing.linspace(steps, count));
        };
    return ConformanceSchedulers.reversed(ascending.asDoubleStream().toArray());
  }

  private static void requireLinspace(String spacing) {
    if (!spacing.startsWith("linspace")) {
      throw new IllegalArgumentException(
          "timestep_spacing of an inverse scheduler is not understood: " + spacing);
    }
  }

  /** Returns levels that are not those of timesteps, or null. */
  private double[] chosen() {
    double least = schedule.sigma(0);
    double most = schedule.sigma(schedule.steps() - 1);
    boolean karras = config.flag("use_karras_sigmas", false);
    boolean even =
        config.flag("use_lu_lambdas", false) | config.flag("use_exponential_sigmas", false);
    if (!karras && !even) {
      return null;
    }
    double[] grid =
        karras
            ? SigmaGrid.karras(count, least, most, 7)
            : SigmaGrid.exponential(count, least, most);
    double[] levels = Arrays.copyOf(grid, count);
    return upward ? ConformanceSchedulers.reversed(levels) : levels;
  }

  private Model model() {
    Model model = ConformanceModels.preserving(record.prediction());
    double ratio = config.number("dynamic_thresholding_ratio", 0.995);
    double maximum = config.number("sample_max_value", 1);
    return config.flag("thresholding", false)
        ? ConformanceModels.thresholded(model, ratio, maximum)
        : model;
  }

  private Sampler sampler() {
    int order = config.integer("solver_order", 2);
    return switch (record.scheduler()) {
      case "DEISMultistepScheduler" -> {
        config.only("algorithm_type", "deis");
        config.only("solver_type", "logrho");
        yield new Deis(order, config.flag("lower_order_final", true));
      }
      case "UniPCMultistepScheduler" -> {
        config.only("disable_corrector");
        config.only("solver_p");
        boolean pictures = config.flag("predict_x0", true);
        UniPc.Scale scale =
            config.word("solver_type", "bh2", "bh1").equals("bh2")
                ? UniPc.Scale.BH2
                : UniPc.Scale.BH1;
        yield new UniPc(
            order,
            pictures ? Variable.PICTURE : Variable.NOISE,
            scale,
            config.flag("lower_order_final", true));
      }
      default -> dpm(order);
    };
  }

  private Sampler dpm(int order) {
    String algorithm =
        config.word(
            "algorithm_type", "dpmsolver++", "dpmsolver", "sde-dpmsolver++", "sde-dpmsolver");
    Variable variable = algorithm.endsWith("++") ? Variable.PICTURE : Variable.NOISE;
    double eta = algorithm.startsWith("sde") ? 1 : 0;
    Slope slope =
        config.word("solver_type", "midpoint", "heun").equals("heun")
            ? Slope.EXACT
            : Slope.MIDPOINT;
    boolean single = record.scheduler().contains("Singlestep");
    boolean lower = config.flag("lower_order_final", !single);
    if (single) {
      return new DpmAlternating(order, variable, slope, eta, lower || endsAtZero);
    }
    DpmMultistep multistep = new DpmMultistep(order, variable, slope, eta, 1, lower);
    return config.flag("euler_at_final", false) ? new EulerAtLast(multistep) : multistep;
  }

  /** Takes the last step by the method of order 1. */
  private record EulerAtLast(DpmMultistep inner) implements Multistep {
    @Override
    public int order() {
      return inner.order();
    }

    @Override
    public Variable variable() {
      return inner.variable();
    }

    @Override
    public Update update(Trail trail) {
      return trail.left() > 0
          ? inner.update(trail)
          : Extrapolation.of(variable(), trail.from(), trail.to(), inner.eta()).constant();
    }
  }
}
