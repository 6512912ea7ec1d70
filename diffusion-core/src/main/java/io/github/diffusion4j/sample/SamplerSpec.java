package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which sampler, with how many steps: what recipes and command lines choose.
 *
 * @param sampler which
 * @param steps how many, 1 to 100,000; {@link Kind} says what a step costs. Of dpm-fast they are
 *     calls of the denoiser, and dpm-adaptive chooses its own
 * @param grid how the levels are spread
 * @param order of the solver; null for the usual one, or if the sampler has none
 * @param eta how stochastic it is, from 0; null for the usual, or if the sampler has none
 * @param churn how much noise Heun's method adds; 0 for the others
 * @param churnMin the level from which it does
 * @param churnMax the level up to which it does; null for no end
 * @param noiseScale what the deviation of added noise is multiplied by; 1 as a rule
 * @param restarts how often {@link Restart} goes back up; null for the usual, or if the sampler
 *     never does
 * @param restartMin the level it goes up from; likewise
 * @param restartMax the level it goes up to; likewise
 */
public record SamplerSpec(
    Kind sampler,
    int steps,
    GridKind grid,
    Integer order,
    Double eta,
    double churn,
    double churnMin,
    Double churnMax,
    double noiseScale,
    Integer restarts,
    Double restartMin,
    Double restartMax) {
  private static final int MAX_STEPS = 100_000;

  /** The samplers that have a name; most call the denoiser once a step. */
  public enum Kind {
    /** {@link Heun}; two calls. */
    HEUN,
    /** {@link Heun} with the slope half-way in sigma; two calls. */
    MIDPOINT,
    /** {@link Euler}. */
    EULER,
    /** {@link EulerAncestral}. */
    EULER_ANCESTRAL(1.0),
    /** {@link DpmSinglestep} of order 2 in the noise; two calls. */
    DPM2,
    /** The same with noise; two calls. */
    DPM2_ANCESTRAL(1.0),
    /** {@link DpmSinglestep} of order 3 in the noise; three calls. */
    DPM_SOLVER_3,
    /** {@link DpmMultistep} of order 2 in the noise. */
    DPM_SOLVER_2M,
    /** {@link DpmMultistep} of order 3 in the noise. */
    DPM_SOLVER_3M,
    /** {@link DpmFast}; its steps are calls. */
    DPM_FAST,
    /** {@link DpmAdaptive}, order 2 or 3; as many calls as it needs. */
    DPM_ADAPTIVE(3),
    /** {@link DpmSinglestep} of order 2 in the picture; two calls. */
    DPMPP_2S,
    /** {@link DpmSinglestep} of order 3 in the picture; three calls. */
    DPMPP_3S,
    /** DPM++ 2S with noise; two calls. */
    DPMPP_2S_ANCESTRAL(1.0),
    /** {@link DpmSde}; two calls. */
    DPMPP_SDE(1.0),
    /** {@link DpmMultistep} of order 2 in the picture. */
    DPMPP_2M,
    /** {@link DpmMultistep} of order 3 in the picture. */
    DPMPP_3M,
    /** DPM++ 2M of the stochastic equation. */
    DPMPP_2M_SDE(1.0),
    /** DPM++ 3M of the stochastic equation. */
    DPMPP_3M_SDE(1.0),
    /** {@link UniPc}, order 1 to 3. */
    UNIPC(2),
    /** {@link Deis}, order 1 to 3. */
    DEIS(3),
    /** {@link Lms}, order 1 to 4. */
    LMS(4),
    /** {@link Pndm}; three more calls in each of the first three steps. */
    PNDM,
    /** {@link Pndm} without Runge-Kutta steps; one more call in the first. */
    PLMS,
    /** {@link Ipndm}, order 1 to 4. */
    IPNDM(4),
    /** {@link Ddim}. */
    DDIM(0.0),
    /** {@link Ancestral}, with the posterior's variance. */
    ANCESTRAL,
    /** The same with the forward process's variance. */
    ANCESTRAL_LARGE,
    /** The same with the variance that the model learned. */
    ANCESTRAL_LEARNED,
    /** {@link EulerMaruyama}, in the model's own time if it has one. */
    EULER_MARUYAMA,
    /** {@link ReverseDiffusion}. */
    REVERSE_DIFFUSION,
    /** {@link PredictorCorrector}: the same, and before each step one of Langevin; two calls. */
    PREDICTOR_CORRECTOR,
    /** {@link RungeKutta}, order 4; four calls. */
    RUNGE_KUTTA,
    /** {@link DormandPrince}, order 5; as many calls as it needs. */
    DORMAND_PRINCE,
    /** {@link Restart} around {@link Heun}; two calls, and again for each step that it repeats. */
    RESTART,
    /** {@link Consistency}. */
    CONSISTENCY,
    /** {@link Consistency} of a latent consistency model. */
    LCM,
    /** {@link Tcd}; eta is its gamma. */
    TCD(0.3);

    private final int order;
    private final double eta;

    Kind() {
      this(0, Double.NaN);
    }

    Kind(int order) {
      this(order, Double.NaN);
    }

    Kind(double eta) {
      this(0, eta);
    }

    Kind(int order, double eta) {
      this.order = order;
      this.eta = eta;
    }

    /** Returns the usual order, 0 if there is no choice. */
    int order() {
      return order;
    }

    /** Returns the usual eta, not a number if there is none. */
    double eta() {
      return eta;
    }

    boolean churns() {
      return this == HEUN || this == MIDPOINT;
    }

    boolean scalesNoise() {
      boolean ancestral = eta > 0 && this != TCD;
      return ancestral || this == CONSISTENCY || this == LCM;
    }

    /** Returns whether it leaves no choice of levels. */
    public boolean choosesLevels() {
      return this == DPM_FAST || this == DPM_ADAPTIVE;
    }

    /** Returns the grid that suits a model with a discrete schedule. */
    GridKind grid() {
      return switch (this) {
        case DDIM, LCM, TCD -> GridKind.TRAILING;
        case ANCESTRAL, ANCESTRAL_LARGE, ANCESTRAL_LEARNED -> GridKind.SECTIONS;
        default -> GridKind.KARRAS;
      };
    }

    /** Returns its name in recipes, such as {@code heun} or {@code dpmpp-2m}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the sampler of a name in recipes.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public static Kind named(String label) {
      return Arrays.stream(values())
          .filter(kind -> kind.label().equals(label))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "unknown sampler '" + label + "'; there are " + labels(kind -> true)));
    }

    static String labels(Predicate<Kind> which) {
      return Arrays.stream(values())
          .filter(which)
          .map(Kind::label)
          .collect(Collectors.joining(", "));
    }
  }

  /** Checks the numbers, and that the sampler has what they are about. */
  public SamplerSpec {
    Objects.requireNonNull(sampler, "sampler");
    Objects.requireNonNull(grid, "grid");
    if (steps < 1 || steps > MAX_STEPS) {
      throw new IllegalArgumentException(
          "sampling steps are " + steps + "; choose 1 to " + MAX_STEPS + ", such as 18");
    }
    String label = sampler.label();
    require(
        order == null || sampler.order() > 0,
        "order is " + order + ", but " + label + " has none; leave it null, or choose one of ",
        kind -> kind.order() > 0);
    require(
        eta == null || eta == 0 || !Double.isNaN(sampler.eta()),
        "eta is " + eta + ", but " + label + " has none; leave it null, or choose one of ",
        kind -> !Double.isNaN(kind.eta()));
    require(
        churn == 0 || sampler.churns(),
        "churn is " + churn + ", but " + label + " does not churn; leave it 0, or choose one of ",
        Kind::churns);
    require(
        churn != 0 || (churnMin == 0 && churnMax == null),
        "churn acts from sigma "
            + churnMin
            + " to "
            + churnMax
            + ", but churn is 0; leave churn-min 0 and churn-max null, or choose churn 40, say,"
            + " with one of ",
        Kind::churns);
    require(
        noiseScale == 1 || churn != 0 || sampler.scalesNoise(),
        "noise-scale is "
            + noiseScale
            + ", but "
            + label
            + " adds none that is scaled; leave it"
            + " 1, or choose one of ",
        Kind::scalesNoise);
    require(
        grid == GridKind.AUTO || !sampler.choosesLevels(),
        "grid is given, but " + label + " chooses its levels; leave it auto, or choose one of ",
        kind -> !kind.choosesLevels());
    requireRestarts("restarts", restarts, sampler);
    requireRestarts("restart-min", restartMin, sampler);
    requireRestarts("restart-max", restartMax, sampler);
    // The sampler's own checks name the same keys.
    Samplers.of(
        sampler,
        new Samplers.Numbers(
            steps,
            order,
            eta,
            churn,
            churnMin,
            churnMax,
            noiseScale,
            restarts,
            restartMin,
            restartMax),
        null);
  }

  /**
   * Checks that a model has what the sampler uses.
   *
   * @param variance of the model
   * @throws IllegalArgumentException if it is to use the learned variance and none was learned
   */
  public void requireFits(Variance variance) {
    if (sampler == Kind.ANCESTRAL_LEARNED && variance != Variance.LEARNED) {
      throw new IllegalArgumentException(
          "sampler is "
              + sampler.label()
              + ", but formulation.variance is not learned; choose ancestral or ancestral-large, or"
              + " a model trained with learned variance");
    }
  }

  private static void requireRestarts(String name, Number value, Kind sampler) {
    require(
        value == null || sampler == Kind.RESTART,
        name
            + " is "
            + value
            + ", but "
            + sampler.label()
            + " never goes back up; leave it null, or choose ",
        kind -> kind == Kind.RESTART);
  }

  private static void require(boolean holds, String message, Predicate<Kind> suited) {
    if (!holds) {
      throw new IllegalArgumentException(message + Kind.labels(suited));
    }
  }

  /** Makes one that restarts as usual, if it does. */
  public SamplerSpec(
      Kind sampler,
      int steps,
      GridKind grid,
      Integer order,
      Double eta,
      double churn,
      double churnMin,
      Double churnMax,
      double noiseScale) {
    this(sampler, steps, grid, order, eta, churn, churnMin, churnMax, noiseScale, null, null, null);
  }

  /** Makes one on the usual grid and of the usual order. */
  public SamplerSpec(Kind sampler, int steps, double churn, double eta) {
    this(sampler, steps, GridKind.AUTO, null, eta, churn, 0, null, 1);
  }

  /** Makes one as it is usual. */
  public SamplerSpec(Kind sampler, int steps) {
    this(sampler, steps, GridKind.AUTO, null, null, 0, 0, null, 1);
  }

  /** Returns the sampler for a model trained with that noise. */
  public Sampler build(NoiseProcess process) {
    return Samplers.of(
        sampler,
        new Samplers.Numbers(
            steps,
            order,
            eta,
            churn,
            churnMin,
            churnMax,
            noiseScale,
            restarts,
            restartMin,
            restartMax),
        process);
  }

  /**
   * Returns the noise levels it visits for a model trained so: {@code steps} levels and 0.
   *
   * <p>With grid auto, most samplers take EDM's levels over the model's range. Those of a chain
   * stay on the steps of a discrete schedule: ancestral evenly from the last to the first, the
   * others trailing. Dpm-fast and dpm-adaptive choose themselves.
   *
   * @throws IllegalArgumentException if the schedule has fewer steps, or the grid does not suit the
   *     process
   */
  public double[] grid(NoiseProcess process) {
    return switch (sampler) {
      case DPM_FAST -> fastGrid(process);
      case DPM_ADAPTIVE -> new double[] {process.sigmaMax(), process.sigmaMin(), 0};
      default -> {
        boolean chain = process instanceof NoiseSchedule;
        GridKind usual = chain ? sampler.grid() : GridKind.KARRAS;
        yield (grid == GridKind.AUTO ? usual : grid).levels(process, steps);
      }
    };
  }

  /** Dpm-fast ends at the least level: a step to 0 would be of lower order. */
  private double[] fastGrid(NoiseProcess process) {
    int count = new DpmFast(steps).steps() + 1;
    return Arrays.copyOf(GridKind.EXPONENTIAL.levels(process, count), count);
  }

  /**
   * Samples pictures from nothing but noise. The result belongs to the scope that is open.
   *
   * @param shape {@code [N, C, H, W]}
   * @param noise gives the start as well as what the sampler adds
   * @return pictures, about -1 to 1, FLOAT32
   */
  public Tensor sample(
      Denoiser denoiser,
      NoiseProcess process,
      Engine engine,
      Shape shape,
      NoiseStreams noise,
      SamplingObserver observer) {
    return sampleUntil(0, denoiser, process, engine, shape, noise, observer);
  }

  /**
   * Samples pictures and leaves noise on them. The rest is as for {@link #sample}.
   *
   * @param level of the noise left; 0 for none
   * @return pictures with noise of that level, FLOAT32
   * @throws IllegalArgumentException if sampling does not begin above that level
   */
  public Tensor sampleUntil(
      double level,
      Denoiser denoiser,
      NoiseProcess process,
      Engine engine,
      Shape shape,
      NoiseStreams noise,
      SamplingObserver observer) {
    double[] sigmas = level == 0 ? grid(process) : SigmaGrid.endingAt(level, grid(process));
    Tensor start =
        noise.next(engine, shape, DataType.FLOAT32).multiply(process.startDeviation(sigmas[0]));
    return build(process).sample(denoiser, sigmas, start, noise, observer);
  }
}
