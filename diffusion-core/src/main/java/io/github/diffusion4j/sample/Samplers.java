package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.Variance;

/** Makes the samplers that have a name in recipes. */
final class Samplers {
  private Samplers() {}

  /** What a recipe may say of a sampler; null where it is to be as usual. */
  record Numbers(
      int steps,
      Integer order,
      Double eta,
      double churn,
      double churnMin,
      Double churnMax,
      double noiseScale) {}

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
      case CONSISTENCY -> new Consistency(process == null ? 0 : process.sigmaMin(), scale);
      case LCM -> new Consistency(0, scale);
      case TCD -> new Tcd(eta, process);
    };
  }

  private static Heun heun(Numbers numbers, double alpha) {
    double most = numbers.churnMax() == null ? Double.POSITIVE_INFINITY : numbers.churnMax();
    return new Heun(numbers.churn(), numbers.churnMin(), most, numbers.noiseScale(), alpha);
  }

  private static DpmMultistep multistepSde(int order, double eta, double scale) {
    return new DpmMultistep(
        order, Variable.PICTURE, Extrapolation.Slope.MIDPOINT, eta, scale, true);
  }
}
