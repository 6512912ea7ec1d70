package io.github.diffusion4j.eval.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** The gates of a test, its own and those of its class. All are judged before it ends. */
record Gates(List<ReplicationGate> replication, List<QualityGate> quality) {

  /**
   * Finds them.
   *
   * @throws ExtensionConfigurationException if the method has a gate and no generated pictures
   */
  static Gates of(Class<?> test, Method method, List<ImageSet> generated) {
    if (generated.isEmpty()) {
      Gates own = of(Stream.of(method));
      if (!own.replication.isEmpty() || !own.quality.isEmpty()) {
        throw new ExtensionConfigurationException(
            method.getName()
                + " has a gate, but no parameter with @Generated to judge; add one of type"
                + " ImageSet");
      }
      return new Gates(List.of(), List.of());
    }
    List<AnnotatedElement> places = new ArrayList<>(List.of(method));
    for (Class<?> owner = test; owner != null; owner = owner.getEnclosingClass()) {
      places.add(owner);
    }
    return of(places.stream());
  }

  private static Gates of(Stream<AnnotatedElement> places) {
    List<ReplicationGate> replication = new ArrayList<>();
    List<QualityGate> quality = new ArrayList<>();
    places.forEach(
        place -> {
          AnnotationSupport.findAnnotation(place, ReplicationGate.class)
              .ifPresent(replication::add);
          quality.addAll(AnnotationSupport.findRepeatableAnnotations(place, QualityGate.class));
        });
    return new Gates(replication, quality);
  }

  /** Judges pictures by each gate, and then fails with all that failed. */
  void judge(TestRun run, Class<?> test, List<ImageSet> generated) {
    if (replication.isEmpty() && quality.isEmpty()) {
      return;
    }
    Failures.Collected failures = new Failures.Collected();
    Optional<ImageSet> training = new SetFields<>(TrainingSet.class).only(test);
    Optional<ImageSet> heldOut = new SetFields<>(HeldOutSet.class).only(test);
    for (ImageSet pictures : generated) {
      ImageSetAssert asserted = ImageSetAssert.of(new Judge(run, failures), pictures);
      asserted = training.map(asserted::against).orElse(asserted);
      asserted = heldOut.map(asserted::calibratedOn).orElse(asserted);
      judge(asserted);
    }
    failures.raise();
  }

  private void judge(ImageSetAssert asserted) {
    for (ReplicationGate gate : replication) {
      ReplicationRateAssert rate =
          asserted.replicationRate().allowingFalsePositives(gate.falsePositives());
      (gate.weakNull() ? rate.allowingWeakNull() : rate)
          .isAtMost(gate.maxRate())
          .withConfidence(gate.confidence());
    }
    for (QualityGate gate : quality) {
      boolean most = !Double.isNaN(gate.atMost());
      if (most == !Double.isNaN(gate.atLeast())) {
        throw new ExtensionConfigurationException(
            "@QualityGate of '%s' has %s; give either atMost or atLeast"
                .formatted(gate.metric(), most ? "two bounds" : "no bound"));
      }
      QualityAssert metric = asserted.quality(gate.metric());
      if (most) {
        metric.isAtMost(gate.atMost());
      } else {
        metric.isAtLeast(gate.atLeast());
      }
    }
  }
}
