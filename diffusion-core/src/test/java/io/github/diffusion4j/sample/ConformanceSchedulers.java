package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseSchedule;

/** Knows which of our samplers each upstream scheduler is. */
final class ConformanceSchedulers {
  private ConformanceSchedulers() {}

  /**
   * Returns a record's scheduler in our terms.
   *
   * @param times the timesteps to visit, or null for the scheduler's own
   */
  static ConformanceSetup of(ConformanceCase record, double[] times) {
    ConformanceConfig config = record.config();
    ConformanceSetup setup =
        switch (record.scheduler()) {
          case "DDIMScheduler", "DDIMParallelScheduler" ->
              ConformanceChains.ddim(record, config, times);
          case "DDIMInverseScheduler" -> ConformanceChains.ddimInverse(record, config);
          case "DDPMScheduler", "DDPMParallelScheduler" ->
              ConformanceChains.ddpm(record, config, times);
          case "UnCLIPScheduler" -> ConformanceChains.unClip(record, config);
          case "LCMScheduler" -> ConformanceChains.lcm(record, config);
          case "TCDScheduler" -> ConformanceChains.tcd(record, config);
          case "PNDMScheduler" -> ConformanceChains.pndm(record, config);
          case "EulerDiscreteScheduler",
              "EulerAncestralDiscreteScheduler",
              "HeunDiscreteScheduler",
              "KDPM2DiscreteScheduler",
              "KDPM2AncestralDiscreteScheduler",
              "LMSDiscreteScheduler" ->
              new ConformanceScaled(record, config).setup();
          case "DPMSolverMultistepScheduler",
              "DPMSolverMultistepInverseScheduler",
              "DPMSolverSinglestepScheduler",
              "DEISMultistepScheduler",
              "UniPCMultistepScheduler" ->
              new ConformanceSolvers(record, config).setup();
          case "EDMEulerScheduler" -> ConformanceContinuous.edmEuler(record, config);
          case "EDMDPMSolverMultistepScheduler" -> ConformanceContinuous.edmDpm(record, config);
          case "CMStochasticIterativeScheduler" ->
              ConformanceContinuous.consistency(record, config, times);
          case "IPNDMScheduler" -> ConformanceContinuous.ipndm(record, config);
          case "ScoreSdeVeScheduler" -> ConformanceContinuous.scoreSdeVe(record, config);
          default ->
              throw new IllegalArgumentException(
                  "scheduler '" + record.scheduler() + "' is not known");
        };
    config.requireAllRead();
    return setup;
  }

  /** Returns the schedule of a configuration. */
  static NoiseSchedule schedule(ConformanceConfig config, int steps, String... understood) {
    int count = config.integer("num_train_timesteps", steps);
    String word = config.word("beta_schedule", understood);
    NoiseSchedule schedule =
        switch (word) {
          case "linear" ->
              NoiseSchedule.linear(
                  count, config.number("beta_start", 1e-4), config.number("beta_end", 0.02));
          case "scaled_linear" ->
              NoiseSchedule.scaledLinear(
                  count, config.number("beta_start", 1e-4), config.number("beta_end", 0.02));
          default -> {
            config.number("beta_start", 0);
            config.number("beta_end", 0);
            yield NoiseSchedule.cosine(count);
          }
        };
    config.only("trained_betas");
    boolean rescaled = config.flag("rescale_betas_zero_snr", false);
    return rescaled ? schedule.zeroTerminalSnr() : schedule;
  }

  /** Returns the numbers the other way round. */
  static double[] reversed(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[values.length - 1 - i];
    }
    return result;
  }
}
