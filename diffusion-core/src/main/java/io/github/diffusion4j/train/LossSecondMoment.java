package io.github.diffusion4j.train;

import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws step t with a probability in proportion to {@code sqrt(E[L_t^2])} over its last ten losses,
 * with a thousandth of the uniform one mixed in; uniformly until each step has ten (Nichol and
 * Dhariwal 2021, section 3.3).
 */
final class LossSecondMoment implements LevelSampler {
  private static final int REMEMBERED = 10;
  private static final double UNIFORM_SHARE = 0.001;
  private static final String LOSSES = "levels/losses";
  private static final String COUNTS = "levels/counts";

  private final NoiseSchedule schedule;

  /** The last losses of each step, one step after the other; the newest overwrites the oldest. */
  private final float[] losses;

  /** How many losses each step had. */
  private final long[] counts;

  /** The probabilities added up; null if they are to be computed. */
  private double[] cumulative;

  LossSecondMoment(NoiseSchedule schedule) {
    this.schedule = schedule;
    losses = new float[schedule.steps() * REMEMBERED];
    counts = new long[schedule.steps()];
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public Drawn draw(long position, RandomStream stream) {
    if (cumulative == null) {
      cumulative = probabilities();
      Arrays.parallelPrefix(cumulative, Double::sum);
    }
    double share = stream.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, share);
    int step = Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1);
    double probability = cumulative[step] - (step == 0 ? 0 : cumulative[step - 1]);
    return new Drawn(schedule.sigma(step), 1 / (schedule.steps() * probability));
  }

  /** Returns how likely each step is. */
  double[] probabilities() {
    int steps = schedule.steps();
    double[] result = new double[steps];
    if (Arrays.stream(counts).anyMatch(count -> count < REMEMBERED)) {
      Arrays.fill(result, 1.0 / steps);
      return result;
    }
    Arrays.setAll(result, this::rootMeanSquare);
    double sum = Arrays.stream(result).sum();
    if (sum == 0) {
      Arrays.fill(result, 1.0 / steps);
      return result;
    }
    Arrays.setAll(result, t -> (1 - UNIFORM_SHARE) * result[t] / sum + UNIFORM_SHARE / steps);
    return result;
  }

  private double rootMeanSquare(int step) {
    return Math.sqrt(
        IntStream.range(step * REMEMBERED, (step + 1) * REMEMBERED)
            .mapToDouble(i -> (double) losses[i] * losses[i])
            .average()
            .orElseThrow());
  }

  @Override
  public void learn(double[] sigmas, double[] stepLosses) {
    for (int i = 0; i < sigmas.length; i++) {
      int step = schedule.nearestStep(sigmas[i]);
      losses[step * REMEMBERED + (int) (counts[step]++ % REMEMBERED)] = (float) stepLosses[i];
    }
    cumulative = null;
  }

  @Override
  public void save(Map<String, Safetensors.Entry> entries) {
    entries.put(LOSSES, Safetensors.Entry.of(losses.clone(), counts.length, REMEMBERED));
    entries.put(COUNTS, Safetensors.Entry.of(counts.clone(), counts.length));
  }

  @Override
  public void restore(Map<String, Safetensors.Entry> entries, String source) {
    Safetensors.Entry savedLosses = entries.get(LOSSES);
    Safetensors.Entry savedCounts = entries.get(COUNTS);
    boolean fits =
        savedLosses != null
            && savedCounts != null
            && savedLosses.values() instanceof float[] l
            && l.length == losses.length
            && savedCounts.values() instanceof long[] c
            && c.length == counts.length
            && Arrays.stream(c).allMatch(count -> count >= 0);
    if (!fits) {
      throw new ModelException(source + " does not hold the losses of each step. It is corrupt.");
    }
    System.arraycopy(savedLosses.values(), 0, losses, 0, losses.length);
    System.arraycopy(savedCounts.values(), 0, counts, 0, counts.length);
    cumulative = null;
  }
}
