package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.report.Evaluation;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The evaluations of a run of tests: the same pictures are evaluated the same way once. */
final class Evaluations {
  private final NativeWork work;
  private final ConcurrentMap<String, Evaluated> known = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Evaluated> knownByPictures = new ConcurrentHashMap<>();

  Evaluations(NativeWork work) {
    this.work = work;
  }

  /** What came of pictures, and the pictures, which the page of the report shows. */
  record Evaluated(PictureSets sets, Evaluation.Outcome outcome) {}

  /** Evaluates, unless that was done. */
  Evaluated of(Roles roles, Detector detector, CheckSettings settings) {
    String pictures = roles.identity();
    String all = String.join("\n", pictures, detector.identity().toString(), settings.toString());
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
      Roles roles, Detector detector, CheckSettings settings, String identity) {
    PictureSets sets = roles.sets();
    int channels = sets.training().channels();
    String fingerprint = Digests.sha256(identity.getBytes(StandardCharsets.UTF_8));
    return work.with(
        engine ->
            new Evaluated(
                sets,
                new Evaluation(
                        detector,
                        Evaluation.pixels(sets.training().imageSize(), channels),
                        settings,
                        engine,
                        line -> {})
                    .run(sets, fingerprint)));
  }
}
