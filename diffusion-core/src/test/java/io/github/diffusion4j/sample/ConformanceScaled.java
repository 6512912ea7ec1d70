package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.ConformanceSetup.Model;
import io.github.diffusion4j.sample.ConformanceSetup.State;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
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
    return ConformanceSetup.of(sigmas, times, schedule::stepAt, sampler(), model, State.PLAIN)
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

  private Sampler sampler() {
    return switch (record.scheduler()) {
      case "EulerDiscreteScheduler" -> new Euler();
      case "EulerAncestralDiscreteScheduler" -> new EulerAncestral(1);
      case "HeunDiscreteScheduler" -> {
        config.only("clip_sample", false);
        config.only("clip_sample_range", 1);
        yield new Heun();
      }
      case "KDPM2DiscreteScheduler" -> new DpmSinglestep(2, Variable.NOISE);
      case "KDPM2AncestralDiscreteScheduler" -> new DrawingTwice();
      default -> new Lms(config.integer("lms_order", 4));
    };
  }

  /** Upstream draws noise in both halves of a step, and adds that of the second. */
  private record DrawingTwice() implements Sampler {
    @Override
    public Stepper start(SamplingTask task) {
      NoiseStreams second =
          (Engine engine, Shape shape, DataType type) -> {
            task.noise().next(engine, shape, type);
            return task.noise().next(engine, shape, type);
          };
      return new DpmSinglestep(2, Variable.NOISE, 1, 1)
          .start(new SamplingTask(task.denoiser(), task.sigmas(), task.start(), second));
    }
  }
}
