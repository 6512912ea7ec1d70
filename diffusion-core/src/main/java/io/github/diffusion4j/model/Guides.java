package io.github.diffusion4j.model;

import io.github.diffusion4j.denoise.ClassifierFreeGuidance;
import io.github.diffusion4j.denoise.ClassifierGuidance;
import io.github.diffusion4j.denoise.ConditionGuard;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Guidance;
import io.github.diffusion4j.denoise.Thresholding;
import io.github.diffusion4j.nn.Conditioning;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Everything that changes a model's estimates on their way to a sampler, in this order: they are
 * moved away from a reference, then to where a classifier sees their class, then kept in range.
 *
 * @param guidance how far from the reference, and at which levels; scale 1 is off
 * @param reference what is moved away from
 * @param classifier that guides; null for none
 * @param classifierScale how strongly it does; 0 is off
 * @param thresholding what keeps estimates in range
 * @param guard of one batch, sees how strongly classes pull; null for none
 */
public record Guides(
    Guidance guidance,
    Reference reference,
    ClassifierModel classifier,
    double classifierScale,
    Thresholding thresholding,
    ConditionGuard guard) {
  /** Changes nothing. */
  public static final Guides NONE = of(1);

  /** Checks that nothing is missing. */
  public Guides {
    Objects.requireNonNull(guidance, "guidance");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(thresholding, "thresholding");
  }

  /** Makes some without a guard. */
  public Guides(
      Guidance guidance,
      Reference reference,
      ClassifierModel classifier,
      double classifierScale,
      Thresholding thresholding) {
    this(guidance, reference, classifier, classifierScale, thresholding, null);
  }

  /** Returns classifier-free guidance of that scale at all levels, and nothing else. */
  public static Guides of(double scale) {
    return new Guides(new Guidance(scale), new Reference.NoClass(), null, 0, Thresholding.NONE);
  }

  /** Returns the same with other guidance. */
  public Guides with(Guidance other) {
    return new Guides(other, reference, classifier, classifierScale, thresholding, guard);
  }

  /** Returns the same, away from something else. */
  public Guides with(Reference other) {
    return new Guides(guidance, other, classifier, classifierScale, thresholding, guard);
  }

  /** Returns the same, guided by a classifier. */
  public Guides with(ClassifierModel other, double scale) {
    return new Guides(guidance, reference, other, scale, thresholding, guard);
  }

  /** Returns the same, kept in range in another way. */
  public Guides with(Thresholding other) {
    return new Guides(guidance, reference, classifier, classifierScale, other, guard);
  }

  /** Returns the same with a guard, which sees one batch. */
  public Guides with(ConditionGuard other) {
    return new Guides(guidance, reference, classifier, classifierScale, thresholding, other);
  }

  /**
   * Checks that a model can be guided so.
   *
   * @throws ModelException if it has not what guidance needs, or the classifier or the weaker model
   *     are made for other pictures
   */
  void requireFit(Model model) {
    if (guidance.scale() != 1) {
      reference.requireFits(model, guidance.scale());
    }
    if (guard != null && guard.always()) {
      requireConditions(model);
    }
    if (classifier != null) {
      classifier.requireGuides(model.manifest());
    }
  }

  private static void requireConditions(Model model) {
    if (model.manifest().classes().isEmpty()) {
      throw new ModelException(
          "A guard compares what a model draws of a class with what it draws of none, and this one"
              + " was trained without classes; leave the guard out");
    }
    if (!model.manifest().ports().noClass()) {
      throw model.noClassLearned("Pictures of no class, with which a guard compares,");
    }
  }

  /** Checks that pictures of these classes can be drawn: the model's, or else the classifier's. */
  void requireLabels(Model model, int[] labels) {
    if (classifier == null || !model.manifest().classes().isEmpty()) {
      model.requireLabels(labels);
    } else {
      classifier.requireLabels(labels);
    }
    if (guidance.scale() != 1 && reference instanceof Reference.WeakerModel weaker) {
      weaker.model().requireLabels(model.manifest().classes().isEmpty() ? new int[0] : labels);
    }
  }

  /**
   * Returns a model's denoiser as it is guided.
   *
   * @param told what the model is told; of one without classes its labels are the classifier's
   */
  Denoiser around(Model model, Conditioning told) {
    List<String> classes = model.manifest().classes();
    Conditioning known = classes.isEmpty() ? told.withoutClasses() : told;
    Denoiser denoiser = model.denoiser(known);
    boolean awayFromNone = guidance.scale() != 1 && reference instanceof Reference.NoClass;
    if (guard != null && guard.always() && !awayFromNone) {
      Denoiser untold = new Reference.NoClass().denoiser(model, known);
      denoiser = new ClassifierFreeGuidance(denoiser, untold, new Guidance(1), guard);
    }
    if (guidance.scale() != 1) {
      denoiser =
          new ClassifierFreeGuidance(
              denoiser, reference.denoiser(model, known), guidance, awayFromNone ? guard : null);
    }
    if (classifier != null) {
      int[] judged = judged(told.labels(), classes);
      denoiser = new ClassifierGuidance(denoiser, classifier, judged, classifierScale);
    }
    return thresholding.around(denoiser);
  }

  /** The classifier's labels of the model's. */
  private int[] judged(int[] labels, List<String> names) {
    List<String> known = classifier.manifest().classes();
    return names.isEmpty()
        ? labels
        : Arrays.stream(labels).map(i -> i < 0 ? i : known.indexOf(names.get(i))).toArray();
  }
}
