package io.github.diffusion4j.sample;

import io.github.diffusion4j.sample.Extrapolation.Slope;
import java.util.List;
import java.util.stream.Stream;

/**
 * DPM-Solver++ and DPM-Solver as singlestep methods (Lu et al. 2022a, algorithms 1 and 2, and
 * 2022b, algorithm 1): as many calls of the denoiser a step as the order, one at the last to 0.
 *
 * <p>Order 2 in the picture is DPM++ 2S, in the noise DPM2, whose point between is the geometric
 * mean; with eta above 0 they are the ancestral ones.
 *
 * @param order 1 to 3
 * @param variable what is extrapolated
 * @param eta 0 is deterministic; else the step goes to a level below the next, and noise is added
 * @param noiseScale what the deviation of the added noise is multiplied by; 1 as a rule
 */
public record DpmSinglestep(int order, Variable variable, double eta, double noiseScale)
    implements Staged {

  /** Checks the numbers. */
  public DpmSinglestep {
    checkOrder(order);
    AncestralSplit.checkEta(eta);
    AncestralSplit.checkNoiseScale(noiseScale);
  }

  /** Makes a deterministic one. */
  public DpmSinglestep(int order, Variable variable) {
    this(order, variable, 0, 1);
  }

  static void checkOrder(int order) {
    if (order < 1 || order > 3) {
      throw new IllegalArgumentException("order is " + order + "; it is 1, 2 or 3");
    }
  }

  @Override
  public List<Stage> stages(double from, double to) {
    AncestralSplit split = AncestralSplit.of(from, to, eta);
    List<Stage> stages = stages(order, variable, from, split.down());
    int last = stages.size() - 1;
    return split.up() == 0
        ? stages
        : Stream.concat(
                stages.subList(0, last).stream(),
                Stream.of(
                    new Stage(to, stages.get(last).update().withNoise(noiseScale * split.up()))))
            .toList();
  }

  /** Returns the stages of a deterministic step. */
  static List<Stage> stages(int order, Variable variable, double from, double to) {
    Extrapolation whole = Extrapolation.of(variable, from, to, 0);
    if (order == 1 || to == 0) {
      return List.of(new Stage(to, whole.constant()));
    }
    double near = 1.0 / order;
    double nearSigma = between(from, to, near);
    Stage first = new Stage(nearSigma, Extrapolation.of(variable, from, nearSigma, 0).constant());
    if (order == 2) {
      return List.of(first, new Stage(to, whole.line(Slope.MIDPOINT, near)));
    }
    double far = 2 * near;
    double farSigma = between(from, to, far);
    Update toFar = Extrapolation.of(variable, from, farSigma, 0).line(Slope.EXACT, near / far);
    Update last = whole.line(Slope.EXACT, far);
    // The last line goes through the first answer and the third: the second has no weight in it.
    return List.of(
        first,
        new Stage(farSigma, toFar),
        new Stage(to, Update.of(last.state(), last.weights()[0], 0, last.weights()[1])));
  }

  /** Returns the level at a share of the way in ln sigma. */
  static double between(double from, double to, double share) {
    return from * Math.pow(to / from, share);
  }

  @Override
  public boolean reversible() {
    return eta == 0;
  }
}
