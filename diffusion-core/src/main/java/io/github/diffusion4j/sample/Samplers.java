package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.ContinuousProcess;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.noise.VarianceExploding;

/** Makes the samplers that have a name in recipes. */
final class Samplers {
  // As published (Song et al. 2021): the corrector's signal-to-noise ratio for pictures of 32x32.
  private static final double LANGEVIN_RATIO = 0.16;
  private static final double TOLERANCE = 1e-3;
  // Late levels, where details are made: there errors are the largest and a restart the cheapest.
  private static final int RESTARTS = 2;
  private static final double RESTART_MIN = 0.05;
  private static final double RESTART_MAX = 0.3;

  private Samplers() {}

  /** What a recipe may say of a sampler; null where it is to be as usual. */
  record Numbers(
      int steps,
      Integer order,
      Double eta,
      double churn,
      double churnMin,
      Double churnMax,
      double noiseScale,
      Integer restarts,
      Double restartMin,
      Double restartMax) {}

  /**
   * Makes one.
   *
   * @param process that the model was trained with; null if only the numbers are to be checked
   */
  static Sampler of(SamplerSpec.Kind kind, Numbers numbers, NoiseProcess process) {
    int order = numbers.order() == null ? kind.order() : numbers.order();
    double eta = numbers.eta() == null ? kind.eta() : numbers.eta();
    double scale = numbers.noiseScale();
    return switch (kind) {
      case HEUN -> heun(numbers, 1);
      case MIDPOINT -> heun(numbers, 0.5);
      case EULER -> new Euler();
      case EULER_ANCESTRAL -> new EulerAncestral(eta, scale);
      case DPM2 -> new DpmSinglestep(2, Variable.NOISE);
      case DPM2_ANCESTRAL -> new DpmSinglestep(2, Variable.NOISE, eta, scale);
      case DPM_SOLVER_3 -> new DpmSinglestep(3, Variable.NOISE);
      case DPM_SOLVER_2M -> new DpmMultistep(2, Variable.NOISE, 0);
      case DPM_SOLVER_3M -> new DpmMultistep(3, Variable.NOISE, 0);
      case DPM_FAST -> new DpmFast(numbers.steps());
      case DPM_ADAPTIVE -> new DpmAdaptive(order);
      case DPMPP_2S -> new DpmSinglestep(2, Variable.PICTURE);
      case DPMPP_3S -> new DpmSinglestep(3, Variable.PICTURE);
      case DPMPP_2S_ANCESTRAL -> new DpmSinglestep(2, Variable.PICTURE, eta, scale);
      case DPMPP_SDE -> new DpmSde(eta, scale);
      case DPMPP_2M -> new DpmMultistep(2);
      case DPMPP_3M -> new DpmMultistep(3);
      case DPMPP_2M_SDE -> multistepSde(2, eta, scale);
      case DPMPP_3M_SDE -> multistepSde(3, eta, scale);
      case UNIPC -> new UniPc(order);
      case DEIS -> new Deis(order);
      case LMS -> new Lms(order);
      case PNDM -> new Pndm(process, false);
      case PLMS -> new Pndm(process, true);
      case IPNDM -> new Ipndm(order);
      case DDIM -> new Ddim(eta);
      case ANCESTRAL -> new Ancestral(Variance.FIXED_SMALL);
      case ANCESTRAL_LARGE -> new Ancestral(Variance.FIXED_LARGE);
      case ANCESTRAL_LEARNED -> new Ancestral(Variance.LEARNED);
      case EULER_MARUYAMA -> new EulerMaruyama(inTime(process));
      case REVERSE_DIFFUSION -> new ReverseDiffusion(process);
      case PREDICTOR_CORRECTOR ->
          new PredictorCorrector(
              new ReverseDiffusion(process), new LangevinCorrector(LANGEVIN_RATIO, 1));
      case RUNGE_KUTTA -> new RungeKutta();
      case DORMAND_PRINCE -> new DormandPrince(TOLERANCE, TOLERANCE);
      case RESTART -> restart(numbers);
      case CONSISTENCY -> new Consistency(process == null ? 0 : process.sigmaMin(), scale);
      case LCM -> new Consistency(0, scale);
      case TCD -> new Tcd(eta, process);
    };
  }

  /** What has no time of its own is sampled as if its noise only grew: sigma does nothing else. */
  private static ContinuousProcess inTime(NoiseProcess process) {
    if (process == null || process instanceof ContinuousProcess) {
      return (ContinuousProcess) process;
    }
    return process instanceof NoiseSchedule schedule
        ? new VarianceExploding(schedule.sigma(0), schedule.sigma(schedule.steps() - 1), 0)
        : new VarianceExploding(process.sigmaMin(), process.sigmaMax(), 0);
  }

  private static Heun heun(Numbers numbers, double alpha) {
    double most = numbers.churnMax() == null ? Double.POSITIVE_INFINITY : numbers.churnMax();
    return new Heun(numbers.churn(), numbers.churnMin(), most, numbers.noiseScale(), alpha);
  }

  private static Restart restart(Numbers numbers) {
    return new Restart(
        new Heun(),
        numbers.restartMin() == null ? RESTART_MIN : numbers.restartMin(),
        numbers.restartMax() == null ? RESTART_MAX : numbers.restartMax(),
        numbers.restarts() == null ? RESTARTS : numbers.restarts());
  }

  private static DpmMultistep multistepSde(int order, double eta, double scale) {
    return new DpmMultistep(
        order, Variable.PICTURE, Extrapolation.Slope.MIDPOINT, eta, scale, true);
  }
}
