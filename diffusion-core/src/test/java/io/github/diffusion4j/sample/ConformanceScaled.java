package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.ConformanceSetup.Model;
import io.github.diffusion4j.sample.ConformanceSetup.State;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Schedulers whose state is {@code x0 + sigma noise} and whose model sees it scaled. */
final class ConformanceScaled {
  private final ConformanceCase record;
  private final ConformanceConfig config;
  private final NoiseSchedule schedule;
  private final int count;

  ConformanceScaled(ConformanceCase record, ConformanceConfig config) {
    this.record = record;
    this.config = config;
    schedule =
        ConformanceSchedulers.schedule(
            config, 1000, "linear", "scaled_linear", "squaredcos_cap_v2");
    count = record.steps();
  }

  ConformanceSetup setup() {
    String spacing = config.word("timestep_spacing", "linspace", "leading", "trailing");
    double[] times = times(spacing);
    double[] levels = levels(times);
    boolean chosen = chosen();
    if (chosen) {
      levels = choose(levels);
      times = Arrays.stream(levels).map(schedule::stepAt).toArray();
      if (record.scheduler().startsWith("KDPM2")) {
        times = Arrays.stream(times).map(Math::rint).toArray();
      }
    }
    if (config.word("timestep_type", "discrete", "continuous").equals("continuous")) {
      times = Arrays.stream(levels).map(sigma -> 0.25 * Math.log(sigma)).toArray();
    }
    double[] sigmas = Arrays.copyOf(levels, count + 1);
    sigmas[count] = last();
    Model model = ConformanceModels.plain(record.prediction());
    double scale = spacing.equals("leading") ? Math.hypot(1, sigmas[0]) : sigmas[0];
    return ConformanceSetup.of(sigmas, times, schedule::stepAt, sampler(sigmas), model, State.PLAIN)
        .startingAt(scale);
  }

  private double last() {
    config.only("final_sigma", 0);
    return config.word("final_sigmas_type", "zero", "sigma_min").equals("zero")
        ? 0
        : schedule.sigma(0);
  }

  private double[] times(String spacing) {
    int steps = schedule.steps();
    int offset = config.integer("steps_offset", 0);
    DoubleStream falling =
        switch (spacing) {
          case "leading" ->
              IntStream.range(0, count)
                  .mapToDouble(i -> (count - 1 - i) * (double) (steps / count) + offset);
          case "trailing" ->
              IntStream.range(0, count)
                  .mapToDouble(i -> Math.rint(steps - i * ((double) steps / count)) - 1);
          default ->
              IntStream.range(0, count)
                  .mapToDouble(i -> (steps - 1.0) * (count - 1 - i) / Math.max(1, count - 1));
        };
    return falling.toArray();
  }

  private double[] levels(double[] times) {
    String interpolation = config.word("interpolation_type", "linear", "log_linear");
    double[] levels = Arrays.stream(times).map(t -> SigmaGrid.at(schedule, t)).toArray();
    return interpolation.equals("linear")
        ? levels
        : firsts(
            SigmaGrid.exponential(count, schedule.sigma(0), schedule.sigma(schedule.steps() - 1)));
  }

  private double[] firsts(double[] grid) {
    return Arrays.copyOf(grid, count);
  }

  private boolean chosen() {
    config.only("use_beta_sigmas", false);
    return config.flag("use_karras_sigmas", false) | config.flag("use_exponential_sigmas", false);
  }

  private double[] choose(double[] levels) {
    double least = levels[count - 1];
    return firsts(
        config.flag("use_karras_sigmas", false)
            ? SigmaGrid.karras(count, least, levels[0], 7)
            : SigmaGrid.exponential(count, least, levels[0]));
  }

  private Sampler sampler(double[] sigmas) {
    return switch (record.scheduler()) {
      case "EulerDiscreteScheduler" -> new Euler();
      case "EulerAncestralDiscreteScheduler" -> new EulerAncestral(1);
      case "HeunDiscreteScheduler" -> {
        config.only("clip_sample", false);
        config.only("clip_sample_range", 1);
        yield new Heun();
      }
      case "KDPM2DiscreteScheduler" -> new DpmSinglestep(2, Variable.NOISE);
      case "KDPM2AncestralDiscreteScheduler" -> new DpmSinglestep(2, Variable.NOISE, 1, 1);
      default -> new LmsFromWithin(new Lms(config.integer("lms_order", 4)), sigmas);
    };
  }

  /**
   * Upstream weighs a run that starts within the grid as if there were answers at the levels before
   * its start; those that are not there count for nothing.
   */
  private record LmsFromWithin(Lms inner, double[] sigmas) implements Multistep {
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
      int index = trail.steps() - 1 - trail.left();
      double[] levels = new double[Math.min(index + 1, inner.order())];
      Arrays.setAll(levels, j -> sigmas[index - j]);
      Update update = inner.update(new Trail(trail.to(), levels, trail.left(), trail.steps()));
      return Update.of(1, Arrays.copyOf(update.weights(), trail.levels().length));
    }
  }
}
