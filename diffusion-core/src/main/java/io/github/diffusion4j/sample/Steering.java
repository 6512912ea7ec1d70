package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Steers sampling towards what a function scores high, without its gradient: several particles are
 * drawn for each picture, the estimates of what they will become are scored on the way, and those
 * that do badly are replaced by copies of those that do well (Feynman-Kac steering, Singhal et al.
 * 2025; twisted sequential Monte Carlo without gradients, Wu et al. 2023).
 *
 * <p>A particle's weight grows by {@code exp(strength * (score - its score before))}. Over the run
 * these factors multiply to {@code exp(strength * score of the picture)}, so the picture that is
 * chosen by weight at the end is drawn from the sampler's own distribution, tilted by that factor:
 * exactly with infinitely many particles, and with an error of about one over their number
 * otherwise. With a score that never differs nothing is moved or chosen, and the pictures are those
 * of sampling without steering.
 *
 * <p>Copies part ways only by new noise, so the sampler should be one that adds some, such as
 * {@link Ancestral}; of one that adds none, the best of the starts is found and no more.
 *
 * <p>A batch holds the particles of the first picture, then those of the second, and so on; draw
 * their noise from {@link NoiseStreams#ofParticles}, and give the result to {@link #choose}. For
 * one run only.
 */
public final class Steering implements Intervention {
  private final SteeringSpec spec;
  private final PictureScore score;
  private final Particles[] groups;
  private boolean moved;
  private int resamplings;
  private int[] chosen;

  /**
   * Prepares a run.
   *
   * @param seed of who goes on
   * @param firstIndex which picture of the seed the first one is, from 0
   * @param count how many pictures come out; the batch is {@code count * particles}
   */
  public Steering(SteeringSpec spec, PictureScore score, long seed, int firstIndex, int count) {
    this.spec = spec;
    this.score = score;
    groups = new Particles[count];
    for (int i = 0; i < count; i++) {
      groups[i] =
          new Particles(spec.particles(), RandomStream.of(seed, "steering", (long) firstIndex + i));
    }
  }

  @Override
  public Tensor after(SamplingStep step, Tensor next, double sigma) {
    moved = false;
    boolean last = step.index() + 1 == step.steps();
    if (!last && (step.index() + 1) % spec.every() != 0) {
      return next;
    }
    weigh(last ? next : step.denoised());
    if (last) {
      chosen = new int[groups.length];
      Arrays.setAll(chosen, i -> i * spec.particles() + groups[i].choose());
      return next;
    }
    int[] places = resampled();
    return moved ? next.indexSelect(0, places) : next;
  }

  @Override
  public boolean changesPlaces() {
    return moved;
  }

  /** Returns how often the particles of a picture were drawn anew so far. */
  public int resamplings() {
    return resamplings;
  }

  /**
   * Picks one particle a picture from what the sampler made.
   *
   * @param particles {@code [count * particles, C, H, W]}
   * @return {@code [count, C, H, W]}
   * @throws IllegalStateException if the sampler has not taken its last step
   */
  public Tensor choose(Tensor particles) {
    if (chosen == null) {
      throw new IllegalStateException("steering has chosen no pictures yet; sample first");
    }
    return particles.indexSelect(0, chosen);
  }

  private void weigh(Tensor pictures) {
    Shape shape = pictures.shape();
    if (shape.dim(0) != groups.length * spec.particles()) {
      throw new IllegalArgumentException(
          "steering draws %d pictures of %d particles each, but the batch holds %d"
              .formatted(groups.length, spec.particles(), shape.dim(0)));
    }
    float[] values = pictures.toFloats();
    int size = values.length / shape.dim(0);
    for (int i = 0; i < shape.dim(0); i++) {
      float[] picture = Arrays.copyOfRange(values, i * size, (i + 1) * size);
      double scored = score.of(picture, shape.dim(1), shape.dim(2), shape.dim(3));
      if (!Double.isFinite(scored)) {
        throw new IllegalArgumentException(
            "the score that steers is " + scored + " for a picture; it must be a finite number");
      }
      groups[i / spec.particles()].weigh(i % spec.particles(), spec.strength() * scored);
    }
  }

  /** Draws the particles of those pictures anew that need it. */
  private int[] resampled() {
    int[] places = new int[groups.length * spec.particles()];
    Arrays.setAll(places, i -> i);
    for (int i = 0; i < groups.length; i++) {
      if (groups[i].effectiveNumber() < spec.threshold() * spec.particles()) {
        int first = i * spec.particles();
        int[] parents = groups[i].resample();
        Arrays.setAll(parents, j -> first + parents[j]);
        System.arraycopy(parents, 0, places, first, parents.length);
        moved = true;
        resamplings++;
      }
    }
    return places;
  }
}
