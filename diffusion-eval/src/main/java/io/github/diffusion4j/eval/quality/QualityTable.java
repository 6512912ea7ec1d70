package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Spread;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.statistics.Jackknife;
import io.github.diffusion4j.tensor.Engine;
import java.nio.IntBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The quality of generated pictures beside real ones, by one descriptor, with an interval on every
 * number: the generated pictures are left out block by block ({@link Jackknife}), the real ones
 * stay. The intervals say what other generated pictures of the same model would give, not what
 * other real ones would. None of these sees copies: they are best of a model that copies.
 *
 * @param blocks at least 2, 20 are usual
 * @param confidence of the intervals
 * @param seed of the blocks, of subsets and of directions
 */
public record QualityTable(int blocks, double confidence, long seed) {
  private static final int NEIGHBOURS = 5;
  private static final int DIRECTIONS = 128;

  /** What spectra and colours are of, in the place of a descriptor. */
  private static final DescriptorIdentity LUMA = DescriptorIdentity.of("luma", "");

  private static final DescriptorIdentity LEVELS = DescriptorIdentity.of("levels", "");

  /** Twenty blocks, 95 %. */
  public static QualityTable standard() {
    return new QualityTable(20, 0.95, 1);
  }

  /**
   * Measures, by features:
   *
   * <ul>
   *   <li>{@code fd}, {@code fdinf}: Fréchet distance, and extrapolated to infinitely many pictures
   *       ({@link FrechetInfinity}, where there are twice as many pictures as features)
   *   <li>{@code kid}: {@link KernelDistance}
   *   <li>{@code mmd-rbf}: {@link Cmmd}'s kernel, whatever the descriptor
   *   <li>{@code sliced-wasserstein}: the root of {@link SlicedWasserstein}, in features
   *   <li>{@code precision}, {@code recall}, {@code density}, {@code coverage}: {@link Overlap}
   *   <li>{@code vendi-ratio}: the {@link VendiScore} over that of as many real pictures
   * </ul>
   *
   * @param against what the real pictures are, such as {@code held-out}
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable,
   *     or there are fewer pictures than blocks or neighbours need
   */
  public List<QualityMetric> measure(
      Features real, Features generated, String against, Engine engine) {
    generated.requireRows(Math.max(blocks, 2 * NEIGHBOURS), "a table of qualities");
    real.requireRows(2 * NEIGHBOURS, "a table of qualities");
    QualityRows rows = new QualityRows(this, generated.size(), against);
    if (generated.size() <= generated.dimensions()) {
      rows.add(
          "fd",
          generated.descriptor(),
          Better.LOWER,
          some -> FrechetDistance.ofSamples(generated.select(some), real, engine));
    } else {
      frechet(rows, GaussianStatistics.of(real, engine), generated, engine);
    }
    rows.add(
        "kid",
        generated.descriptor(),
        Better.LOWER,
        some -> KernelDistance.cubic().between(generated.select(some), real, Estimator.UNBIASED));
    // A picture that is black all over has no direction to compare.
    boolean directions = generated.haveDirections() && real.haveDirections();
    if (directions) {
      rows.add(
          "mmd-rbf", generated.descriptor(), Better.LOWER, Cmmd.standard().ofSome(generated, real));
    }
    SlicedProjections slices = SlicedProjections.of(generated, real, DIRECTIONS, seed);
    rows.add(
        "sliced-wasserstein",
        generated.descriptor(),
        Better.LOWER,
        some -> Math.sqrt(slices.squared(some)));
    overlap(rows, real, generated);
    if (directions && real.size() >= generated.size()) {
      VendiScore vendi = new VendiScore(1);
      rows.add(
          "vendi-ratio",
          generated.descriptor(),
          Better.HIGHER,
          some ->
              vendi.of(generated.select(some), engine)
                  / vendi.of(real.select(Spread.over(real.size(), some.length)), engine));
    }
    return rows.all();
  }

  /**
   * Measures Fréchet distances from statistics of real pictures, where these are not at hand.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if they are not comparable, or
   *     there are fewer pictures than blocks
   */
  public List<QualityMetric> measure(
      GaussianStatistics real, Features generated, String against, Engine engine) {
    generated.requireRows(Math.max(blocks, 2 * NEIGHBOURS), "a table of qualities");
    QualityRows rows = new QualityRows(this, generated.size(), against);
    frechet(rows, real, generated, engine);
    return rows.all();
  }

  /**
   * Measures what pictures show without a descriptor: {@code spectrum}, how far the spectra of
   * brightness are apart in decibels ({@link PowerSpectrum}), and {@code colour}, how far samples
   * are to be moved, 0 to 1 ({@link ColourStatistics}).
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets differ in size or
   *     channels
   * @throws IllegalArgumentException if there are fewer generated pictures than blocks
   */
  public List<QualityMetric> measure(
      PictureStatistics real, PictureStatistics generated, String against) {
    int[] all = IntStream.range(0, real.size()).toArray();
    PowerSpectrum spectrum = real.spectrum(all);
    ColourStatistics colours = real.colours(all);
    QualityRows rows = new QualityRows(this, generated.size(), against);
    rows.add(
        "spectrum", LUMA, Better.LOWER, some -> generated.spectrum(some).decibelsFrom(spectrum));
    rows.add("colour", LEVELS, Better.LOWER, some -> generated.colours(some).distance(colours));
    return rows.all();
  }

  private void frechet(
      QualityRows rows, GaussianStatistics real, Features generated, Engine engine) {
    rows.add(
        "fd",
        generated.descriptor(),
        Better.LOWER,
        some ->
            FrechetDistance.between(
                GaussianStatistics.of(generated.select(some), engine), real, engine));
    if (generated.size() >= FrechetInfinity.least(generated.dimensions())) {
      rows.add(
          "fdinf",
          generated.descriptor(),
          Better.LOWER,
          FrechetInfinity.of(generated, real, seed, engine).interval(confidence));
    }
  }

  /** All four come of one search, which is the dear part. */
  private static void overlap(QualityRows rows, Features real, Features generated) {
    Map<IntBuffer, Overlap> known = new HashMap<>();
    Function<int[], Overlap> overlap =
        some ->
            known.computeIfAbsent(
                IntBuffer.wrap(some),
                key ->
                    Overlap.real(real)
                        .generated(generated.select(some))
                        .measure(NEIGHBOURS, Border.OUTSIDE));
    Map<String, ToDoubleFunction<Overlap>> parts = new LinkedHashMap<>();
    parts.put("precision", Overlap::precision);
    parts.put("recall", Overlap::recall);
    parts.put("density", Overlap::density);
    parts.put("coverage", Overlap::coverage);
    parts.forEach(
        (metric, part) ->
            rows.add(
                metric,
                generated.descriptor(),
                Better.HIGHER,
                some -> part.applyAsDouble(overlap.apply(some))));
  }
}
