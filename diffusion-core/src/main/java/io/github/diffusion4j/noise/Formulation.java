package io.github.diffusion4j.noise;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a model is taught: which noise goes in, what its network predicts of it, and which errors
 * count how much. The choices are independent of each other but for what {@link Preconditioning}
 * refuses.
 *
 * @param process how noise goes in
 * @param steps of a discrete schedule, 21 to 100,000; the others do without
 * @param zeroTerminalSnr whether a schedule is rescaled so that its last step is nothing but noise
 *     (Lin et al. 2024); schedules only
 * @param prediction what the network predicts
 * @param sigmaData standard deviation of the training pictures, for prediction edm; above 0
 * @param weighting how errors at different levels count
 * @param gamma the parameter of min-snr and p2; above 0
 * @param variance of the steps of the Markov chain; learned ones need a schedule
 */
public record Formulation(
    Process process,
    int steps,
    boolean zeroTerminalSnr,
    Prediction prediction,
    double sigmaData,
    Weighting weighting,
    double gamma,
    Variance variance) {

  /** The noise processes that have a name. */
  public enum Process {
    /** {@link LogNormalNoise}, with the paper's numbers. */
    EDM,
    /** {@link NoiseSchedule#linear(int)}. */
    LINEAR,
    /** {@link NoiseSchedule#cosine}. */
    COSINE,
    /** {@link NoiseSchedule#quadratic}. */
    QUADRATIC,
    /** {@link NoiseSchedule#scaledLinear(int)}. */
    SCALED_LINEAR,
    /** {@link NoiseSchedule#sigmoid(int)}. */
    SIGMOID,
    /** {@link VariancePreserving}, with the paper's numbers. */
    VP,
    /** {@link SubVariancePreserving}, with the paper's numbers. */
    SUB_VP,
    /** {@link VarianceExploding}, with the paper's numbers. */
    VE;

    boolean discrete() {
      return switch (this) {
        case LINEAR, COSINE, QUADRATIC, SCALED_LINEAR, SIGMOID -> true;
        case EDM, VP, SUB_VP, VE -> false;
      };
    }
  }

  /** Karras et al. 2022, with the paper's numbers. */
  public static final Formulation EDM = of(Process.EDM, Prediction.EDM);

  /** Noise prediction over 1000 steps of the linear schedule. */
  public static final Formulation DDPM_LINEAR = of(Process.LINEAR, Prediction.EPSILON);

  /** Noise prediction over 1000 steps of the cosine schedule. */
  public static final Formulation DDPM_COSINE = of(Process.COSINE, Prediction.EPSILON);

  /** Checks that the choices fit each other. */
  public Formulation {
    Objects.requireNonNull(process, "process");
    Objects.requireNonNull(prediction, "prediction");
    Objects.requireNonNull(weighting, "weighting");
    Objects.requireNonNull(variance, "variance");
    Levels.requirePositive("gamma", gamma);
    if (zeroTerminalSnr && !process.discrete()) {
      throw new IllegalArgumentException(
          "zero-terminal-snr is true, but process "
              + label(process)
              + " has no last step; set it false, or choose one of "
              + discreteNames());
    }
    if (variance == Variance.LEARNED && !process.discrete()) {
      throw new IllegalArgumentException(
          "variance is learned, but process "
              + label(process)
              + " is no chain of steps; choose a fixed one, or one of "
              + discreteNames());
    }
    new Preconditioning(process(process, steps, zeroTerminalSnr), prediction, sigmaData);
  }

  private static Formulation of(Process process, Prediction prediction) {
    return new Formulation(
        process, 1000, false, prediction, 0.5, Weighting.SIMPLE, 5, Variance.FIXED_SMALL);
  }

  /** Returns its noise process and what the network predicts of it. */
  public Preconditioning preconditioning() {
    return new Preconditioning(process(process, steps, zeroTerminalSnr), prediction, sigmaData);
  }

  /** Returns what the squared error of the denoiser at a level counts. */
  public double weight(Preconditioning preconditioning, double sigma) {
    return weighting.weight(preconditioning, sigma, gamma);
  }

  /** Returns how many channels a network gives for pictures of that many. */
  public int outputChannels(int channels) {
    return variance == Variance.LEARNED ? 2 * channels : channels;
  }

  private static NoiseProcess process(Process process, int steps, boolean zeroTerminalSnr) {
    return switch (process) {
      case EDM -> new LogNormalNoise();
      case LINEAR -> ending(NoiseSchedule.linear(steps), zeroTerminalSnr);
      case COSINE -> ending(NoiseSchedule.cosine(steps), zeroTerminalSnr);
      case QUADRATIC -> ending(NoiseSchedule.quadratic(steps), zeroTerminalSnr);
      case SCALED_LINEAR -> ending(NoiseSchedule.scaledLinear(steps), zeroTerminalSnr);
      case SIGMOID -> ending(NoiseSchedule.sigmoid(steps), zeroTerminalSnr);
      case VP -> new VariancePreserving();
      case SUB_VP -> new SubVariancePreserving();
      case VE -> new VarianceExploding();
    };
  }

  private static NoiseSchedule ending(NoiseSchedule schedule, boolean zeroTerminalSnr) {
    return zeroTerminalSnr ? schedule.zeroTerminalSnr() : schedule;
  }

  private static String discreteNames() {
    return Arrays.stream(Process.values())
        .filter(Process::discrete)
        .map(Formulation::label)
        .collect(Collectors.joining(", "));
  }

  private static String label(Process process) {
    return process.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns process and prediction for a reader: {@code edm}, or {@code linear, epsilon}. */
  public String label() {
    String predicted = prediction.name().toLowerCase(Locale.ROOT);
    String noise = label(process);
    return noise.equals(predicted) ? noise : noise + ", " + predicted;
  }
}
