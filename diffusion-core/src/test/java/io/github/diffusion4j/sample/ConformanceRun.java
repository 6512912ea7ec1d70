package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Runs a record as the other project's tests do, and sums up what comes out. */
final class ConformanceRun {
  private final ConformanceCase record;
  private final ReferenceEngine engine = new ReferenceEngine();
  private final NoiseStreams noise;
  private ConformanceSetup setup;
  private int current;
  private boolean scaled;

  ConformanceRun(ConformanceCase record) {
    this.record = record;
    noise = record.noise();
  }

  /** Sum and mean of the absolute values of the final state. */
  record Result(double sum, double mean) {}

  Result run() {
    record.requireUnderstood();
    double[] values = record.batched() ? batches() : whole();
    double sum = Arrays.stream(values).map(Math::abs).sum();
    return new Result(sum, sum / values.length);
  }

  private double[] whole() {
    setup = ConformanceSchedulers.of(record, record.customTimes());
    double scale =
        switch (record.startScale()) {
          case "1" -> 1;
          case "init_noise_sigma" -> setup.startScale();
          case "sigma_max" -> setup.sigmas()[0];
          case "sqrt(sigma_max^2+1)" -> Math.hypot(1, setup.sigmas()[0]);
          default ->
              throw new IllegalArgumentException(
                  "start_scale is not understood: " + record.startScale());
        };
    Tensor x = record.sample(engine).multiply(scale);
    if (record.noisyStart()) {
      double sigma = setup.sigmas()[setup.indices()[record.firstStep()]];
      x = kept(x.add(record.dummyNoise(engine).multiply(sigma)), sigma);
    }
    return walk(x, noise).toDoubles();
  }

  private double[] batches() {
    NoiseStreams silent = (where, shape, type) -> where.full(0, shape, type);
    DoubleStream all = DoubleStream.empty();
    double[] shifts = {0, 0.1, -0.1};
    for (int b = 0; b < shifts.length; b++) {
      setup = ConformanceSchedulers.of(record, new double[] {b});
      Tensor x = record.sample(engine).affine(1, shifts[b]);
      all = DoubleStream.concat(all, Arrays.stream(walk(x, silent).toDoubles()));
    }
    return all.toArray();
  }

  private Tensor walk(Tensor start, NoiseStreams source) {
    double[] sigmas = setup.sigmas();
    Tensor x = start;
    SamplingTask task =
        new SamplingTask((state, levels) -> ask(state, levels[0]), sigmas, x, source);
    Stepper stepper = setup.sampler().start(task);
    for (int i = record.firstStep(); i < setup.indices().length; i++) {
      current = setup.indices()[i];
      double from = sigmas[current];
      scaled = false;
      Tensor state =
          record.scalesState() ? x.multiply(1 / Math.hypot(1, from)) : x.multiply(1 / scale(from));
      x = kept(stepper.step(state, current).next(), sigmas[current + 1]);
    }
    return x;
  }

  private double scale(double sigma) {
    return setup.state() == ConformanceSetup.State.PRESERVED ? 1 / Math.hypot(1, sigma) : 1;
  }

  private Tensor kept(Tensor x, double sigma) {
    return x.multiply(scale(sigma));
  }

  private Tensor ask(Tensor x, double sigma) {
    double time = time(sigma);
    boolean second = scaled;
    scaled = true;
    if (!record.scalesState() || !second) {
      return setup.model().denoise(x, sigma, time);
    }
    // The other stages of a step see the state scaled too, and take the slope there.
    Tensor input = x.multiply(1 / Math.hypot(1, sigma));
    return x.subtract(input).add(setup.model().denoise(input, sigma, time));
  }

  private double time(double sigma) {
    for (int i = current; i < Math.min(current + 2, setup.times().length); i++) {
      if (setup.sigmas()[i] == sigma && !Double.isNaN(setup.times()[i])) {
        return setup.times()[i];
      }
    }
    return setup.timeOf().applyAsDouble(sigma);
  }
}
