package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.sample.DormandPrince;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The likelihood of pictures by the probability-flow differential equation (Song et al. 2021,
 * section 4.3): {@code ln p(x) = ln prior(x_T) + integral of div(dx / d ln sigma) d ln sigma}, from
 * the process's least level to its largest.
 *
 * <p>The equation is {@code dx / d ln sigma = x - D(x; sigma)}, so a dimension adds {@code 1 -
 * tr(dD / dx) / dimensions} to the integrand. It is the same for every process; what differs is the
 * levels, and the prior N(0, startDeviation^2), which knows nothing of the data's mean and
 * variance. The picture is taken for the state at the least level.
 *
 * @param process whose levels and prior
 * @param solver of the differential equation
 * @param trace how the trace is found
 * @param probes over how many random vectors a trace is averaged, each kept for the whole
 *     integration; 1 for the exact one
 * @param dequantisation what is done to the 256 values that pictures have
 */
public record OdeLikelihood(
    NoiseProcess process,
    DormandPrince solver,
    Trace trace,
    int probes,
    Dequantisation dequantisation) {

  /** How the trace of the denoiser's derivative is found. */
  public enum Trace {
    /** Hutchinson's estimator, {@code v^T (dD / dx) v}, with elements -1 and 1: least variance. */
    RADEMACHER,
    /** Hutchinson's estimator with normal numbers. */
    GAUSSIAN,
    /** The sum of the diagonal, one call a dimension: for few dimensions. */
    EXACT
  }

  /** What is done to the values of pictures before their density is computed. */
  public enum Dequantisation {
    /** Nothing: the result is a density in bits, not the bits of a picture, and may be negative. */
    NONE,
    /**
     * Uniform noise fills the steps between the values: {@code (255 v + u) / 256} for a value v in
     * 0 to 1, then stretched to -1 to 1. A step is then 1/128 wide, so a dimension takes 7 bits
     * more than its density says.
     */
    UNIFORM
  }

  private static final double TOLERANCE = 1e-5;
  private static final double BITS = 1 / Math.log(2);
  private static final double OFFSET = 7;

  /** Checks the choices. */
  public OdeLikelihood {
    Objects.requireNonNull(process, "process");
    Objects.requireNonNull(solver, "solver");
    if (probes < 1 || trace == Trace.EXACT && probes != 1) {
      throw new IllegalArgumentException(
          probes + " probes for the trace; give 1 or more, and 1 if it is exact and needs none");
    }
  }

  /** Makes the usual one for pictures of 8 bits: tolerances of 1e-5, Rademacher vectors. */
  public OdeLikelihood(NoiseProcess process, int probes) {
    this(
        process,
        new DormandPrince(TOLERANCE, TOLERANCE),
        Trace.RADEMACHER,
        probes,
        Dequantisation.UNIFORM);
  }

  /**
   * Evaluates pictures. Each has random numbers of its own, so it does not matter in which batch it
   * is.
   *
   * @param denoiser the model; needs gradients with respect to its input
   * @param pictures {@code [N, C, H, W]}, -1 to 1
   * @param seed names the random numbers
   * @param firstIndex which picture of the seed the first one is
   * @throws ArithmeticException if the solver gives up
   */
  @SuppressWarnings("try") // a scope works by being open
  public Result evaluate(Denoiser denoiser, Tensor pictures, long seed, int firstIndex) {
    Engine engine = pictures.engine();
    int count = pictures.shape().dim(0);
    try (Scope scope = engine.inference()) {
      PictureNumbers numbers = new PictureNumbers(pictures, seed, firstIndex);
      Tensor start = dequantisation == Dequantisation.UNIFORM ? numbers.dequantised() : pictures;
      List<Tensor> vectors =
          switch (trace) {
            case RADEMACHER -> numbers.signs(probes);
            case GAUSSIAN -> numbers.gaussians(probes);
            case EXACT -> numbers.units();
          };
      ProbabilityFlow flow = new ProbabilityFlow(denoiser, vectors, trace == Trace.EXACT);
      Tensor growth = engine.full(0, Shape.of(count, probes), pictures.type());
      DormandPrince.Solution solution =
          solver.solve(
              flow,
              List.of(start, growth),
              Math.log(process.sigmaMin()),
              Math.log(process.sigmaMax()));
      return result(solution, count, vectors.size());
    }
  }

  private Result result(DormandPrince.Solution solution, int count, int vectors) {
    double deviation = process.startDeviation(process.sigmaMax());
    double[] squares = PerPicture.mean(solution.state().get(0).square()).toDoubles();
    double[] growths = solution.state().get(1).toDoubles();
    double[] bits = new double[count];
    double[] errors = new double[count];
    for (int n = 0; n < count; n++) {
      double[] own = Arrays.copyOfRange(growths, n * probes, (n + 1) * probes);
      double mean = Arrays.stream(own).average().orElseThrow();
      double prior =
          Math.log(deviation)
              + 0.5 * (Math.log(2 * Math.PI) + squares[n] / (deviation * deviation));
      bits[n] = BITS * (prior - mean) + offset();
      double spread = Arrays.stream(own).map(x -> (x - mean) * (x - mean)).sum();
      errors[n] = trace == Trace.EXACT ? 0 : BITS * Math.sqrt(spread / (probes - 1) / probes);
    }
    return new Result(bits, errors, solution.evaluations() * vectors, this);
  }

  /** Returns the bits per dimension that come on top of the density's. */
  public double offset() {
    return dequantisation == Dequantisation.UNIFORM ? OFFSET : 0;
  }

  /**
   * The likelihood of some pictures, in bits per dimension.
   *
   * @param bitsPerDimension of each picture
   * @param standardErrors of each picture's number, by the probes; NaN for a single one, 0 if the
   *     trace is exact
   * @param evaluations how often the denoiser was asked
   * @param how it was computed
   */
  public record Result(
      double[] bitsPerDimension, double[] standardErrors, int evaluations, OdeLikelihood how) {
    /** Returns how the number came about, for whoever reads it. */
    public String estimator() {
      String traced =
          how.trace == Trace.EXACT
              ? "exact trace"
              : how.probes + " " + how.trace.name().toLowerCase(Locale.ROOT) + " probes";
      String values =
          how.dequantisation == Dequantisation.UNIFORM
              ? "uniform dequantisation, (255 v + u) / 256, offset 7 bits"
              : "no dequantisation, a density, offset 0";
      return "probability flow from sigma "
          + how.process.sigmaMin()
          + " to "
          + how.process.sigmaMax()
          + ", "
          + traced
          + ", tolerances "
          + how.solver.relative()
          + " and "
          + how.solver.absolute()
          + ", "
          + evaluations
          + " evaluations, "
          + values;
    }
  }
}
