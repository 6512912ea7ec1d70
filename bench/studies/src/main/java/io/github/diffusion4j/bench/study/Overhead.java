package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.Statistics;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.NetworkDenoiser;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a sampler costs besides its network: once by a clock around the network inside its steps,
 * once by the same calls of the network alone, in turns with the sampler's runs.
 *
 * @param engine that computes
 * @param network to sample with
 * @param preconditioning that makes it a denoiser
 * @param shape {@code [N, C, H, W]}
 */
record Overhead(Engine engine, Network network, Preconditioning preconditioning, Shape shape) {

  /** A clock around a network. */
  private static final class Timed implements Network {
    private final Network network;
    private long nanoseconds;
    private int calls;

    Timed(Network network) {
      this.network = network;
    }

    @Override
    public Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning) {
      long start = System.nanoTime();
      Tensor result = network.forward(x, noiseConditions, conditioning);
      nanoseconds += System.nanoTime() - start;
      calls++;
      return result;
    }
  }

  /** What the steps of one run took, in milliseconds, and the calls of its network. */
  private record Run(List<Double> steps, List<Double> shares, int calls) {}

  /**
   * Measures a sampler.
   *
   * @param rounds turns of the sampler's run and of the network alone; one more warms up
   * @return {@code step}: median milliseconds of a step; {@code inside}: median share of a step
   *     that is outside the network; {@code beside}: by how much a run takes longer than its calls
   *     of the network alone, as a share of the run, median over the rounds; {@code perSecond}:
   *     pictures a second
   */
  Map<String, Double> measure(SamplerSpec spec, int rounds) {
    run(spec, 0);
    List<Double> steps = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> perSecond = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Run run = run(spec, round);
      double whole = run.steps().stream().mapToDouble(Double::doubleValue).sum();
      steps.addAll(run.steps());
      shares.addAll(run.shares());
      beside.add(1 - alone(run.calls()) / whole);
      perSecond.add(1000 * shape.dim(0) / whole);
    }
    return Map.of(
        "step", Statistics.of(steps).median(),
        "inside", Statistics.of(shares).median(),
        "beside", Statistics.of(beside).median(),
        "perSecond", Statistics.of(perSecond).median());
  }

  private Run run(SamplerSpec spec, int round) {
    Timed timed = new Timed(network);
    Denoiser denoiser =
        new NetworkDenoiser(timed, preconditioning, Conditioning.none(shape.dim(0)));
    NoiseProcess process = preconditioning.process();
    double[] sigmas = spec.grid(process);
    NoiseStreams noise = NoiseStreams.of(round, 0, shape.dim(0));
    List<Double> steps = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    try (Scope scope = engine.inference()) {
      Tensor start = Method.start(process, sigmas, engine, shape, noise);
      long[] last = {System.nanoTime(), 0};
      SamplingObserver clock =
          step -> {
            long now = System.nanoTime();
            double whole = now - last[0];
            double inside = timed.nanoseconds - last[1];
            steps.add(whole / 1e6);
            shares.add((whole - inside) / whole);
            last[0] = now;
            last[1] = timed.nanoseconds;
          };
      spec.build(process).sample(denoiser, sigmas, start, noise, clock);
    }
    return new Run(steps, shares, timed.calls);
  }

  /** Milliseconds of so many calls of the network alone. */
  private double alone(int calls) {
    double[] noise = new double[shape.dim(0)];
    Conditioning nothing = Conditioning.none(shape.dim(0));
    try (Scope outer = engine.inference()) {
      Tensor x = NoiseStreams.of(1, 0, shape.dim(0)).next(engine, shape, DataType.FLOAT32);
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        try (Scope scope = engine.inference()) {
          network.forward(x, noise, nothing);
        }
      }
      return (System.nanoTime() - start) / 1e6;
    }
  }
}
