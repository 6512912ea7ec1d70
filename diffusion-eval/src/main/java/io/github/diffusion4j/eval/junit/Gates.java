package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.ReplicationResult;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** The gates of a test, its own and those of its class. All are judged before it ends. */
record Gates(List<CopyGate> copies, List<QualityGate> quality) {

  /**
   * Finds them.
   *
   * @throws ExtensionConfigurationException if the method has a gate and no generated pictures
   */
  static Gates of(Class<?> test, Method method, List<ImageSet> generated) {
    if (generated.isEmpty()) {
      Gates own = of(Stream.of(method));
      if (!own.copies.isEmpty() || !own.quality.isEmpty()) {
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
    List<CopyGate> copies = new ArrayList<>();
    List<QualityGate> quality = new ArrayList<>();
    places.forEach(
        place -> {
          AnnotationSupport.findAnnotation(place, ReplicationGate.class)
              .ifPresent(wish -> copies.add(new CopyGate(wish)));
          quality.addAll(AnnotationSupport.findRepeatableAnnotations(place, QualityGate.class));
        });
    return new Gates(copies, quality);
  }

  /** Judges pictures by each gate, and then fails with all that failed. */
  void judge(TestRun run, Class<?> test, List<ImageSet> generated) {
    if (copies.isEmpty() && quality.isEmpty()) {
      return;
    }
    Failures.Collected failures = new Failures.Collected();
    Judge judge = new Judge(run, failures);
    for (ImageSet pictures : generated) {
      ImageSetAssert asserted = asserted(judge, test, pictures);
      copies.forEach(gate -> gate.judge(asserted, pictures, judge));
      judgeQuality(asserted);
    }
    failures.raise();
  }

  /**
   * Measures a test's pictures as its gate on copies does, its own before that of its class.
   *
   * @throws ExtensionConfigurationException if it has no such gate, or not one set of pictures
   */
  ReplicationResult measured(TestRun run, Class<?> test, List<ImageSet> generated) {
    if (copies.isEmpty() || generated.size() != 1) {
      throw new ExtensionConfigurationException(
          "a parameter of type ReplicationResult gets what @ReplicationGate measured of one"
              + " parameter with @Generated; there are %d gates and %d such parameters"
                  .formatted(copies.size(), generated.size()));
    }
    Judge judge = new Judge(run, Failures.thrown());
    return copies.get(0).measured(asserted(judge, test, generated.get(0)));
  }

  private static ImageSetAssert asserted(Judge judge, Class<?> test, ImageSet pictures) {
    Optional<ImageSet> training = new SetFields<>(TrainingSet.class).only(test);
    Optional<ImageSet> heldOut = new SetFields<>(HeldOutSet.class).only(test);
    ImageSetAssert asserted = ImageSetAssert.of(judge, pictures);
    asserted = training.map(asserted::against).orElse(asserted);
    return heldOut.map(asserted::calibratedOn).orElse(asserted);
  }

  private void judgeQuality(ImageSetAssert asserted) {
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
