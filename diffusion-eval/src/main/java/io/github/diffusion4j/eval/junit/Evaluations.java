package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.detect.DetectorSetting;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.learned.TrainingProgress;
import io.github.diffusion4j.eval.report.Evaluation;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The evaluations of a run of tests: the same pictures are evaluated the same way once. */
final class Evaluations {
  private final NativeWork work;
  private final Path detectorCache;
  private final ConcurrentMap<String, Evaluated> known = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Evaluated> knownByPictures = new ConcurrentHashMap<>();

  Evaluations(NativeWork work, Path detectorCache) {
    this.work = work;
    this.detectorCache = detectorCache;
  }

  /** What came of pictures, and the pictures, which the page of the report shows. */
  record Evaluated(PictureSets sets, Evaluation.Outcome outcome) {}

  /** Evaluates, unless that was done. */
  Evaluated of(Roles roles, DetectorSpec detector, CheckSettings settings) {
    String pictures = roles.identity();
    String all =
        String.join(
            "\n",
            pictures,
            roles.calibration().toString(),
            detector.fingerprint(),
            settings.toString());
    Evaluated evaluated =
        known.computeIfAbsent(all, key -> evaluate(roles, detector, settings, key));
    knownByPictures.putIfAbsent(pictures, evaluated);
    return evaluated;
  }

  /** Returns an evaluation of the same pictures, whatever was to be shown of copies by it. */
  Optional<Evaluated> any(Roles roles) {
    return Optional.ofNullable(knownByPictures.get(roles.identity()));
  }

  private Evaluated evaluate(
      Roles roles, DetectorSpec spec, CheckSettings settings, String identity) {
    PictureSets sets = roles.sets();
    int channels = sets.training().channels();
    String fingerprint = Digests.sha256(identity.getBytes(StandardCharsets.UTF_8));
    return work.with(
        engine ->
            spec.with(
                new DetectorSetting(
                    sets.training(),
                    sets.heldOut(),
                    engine,
                    detectorCache,
                    TrainingProgress.none()),
                detector ->
                    new Evaluated(
                        sets,
                        new Evaluation(
                                detector,
                                Evaluation.pixels(sets.training().imageSize(), channels),
                                settings,
                                engine,
                                line -> {})
                            .run(sets, fingerprint))));
  }
}
