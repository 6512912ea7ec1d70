package io.github.diffusion4j.sample;

import java.util.List;

/**
 * DPM++ SDE: DPM-Solver++ of second order for the reverse stochastic equation, whose point between
 * gets its own noise. Two calls of the denoiser a step, one at the last to 0.
 *
 * <p>The two noises are drawn independently of each other, so pictures of a seed change with the
 * number of steps.
 *
 * @param eta 0 is DPM++ 2S, 1 adds as much noise as the posterior's variance
 * @param noiseScale what the deviation of the added noise is multiplied by; 1 as a rule
 */
public record DpmSde(double eta, double noiseScale) implements Staged {
  /** Checks the numbers. */
  public DpmSde {
    AncestralSplit.checkEta(eta);
    AncestralSplit.checkNoiseScale(noiseScale);
  }

  @Override
  public Variable variable() {
    return Variable.PICTURE;
  }

  @Override
  public List<Stage> stages(double from, double to) {
    if (to == 0) {
      return List.of(new Stage(0, Update.of(0, 1)));
    }
    double middle = DpmSinglestep.between(from, to, 0.5);
    AncestralSplit first = AncestralSplit.of(from, middle, eta);
    AncestralSplit second = AncestralSplit.of(from, to, eta);
    double kept = first.down() / from;
    double left = second.down() / from;
    return List.of(
        new Stage(middle, new Update(kept, noiseScale * first.up(), 1 - kept)),
        new Stage(to, new Update(left, noiseScale * second.up(), 0, 1 - left)));
  }
}
