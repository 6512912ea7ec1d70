package io.github.diffusion4j.cli;

import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.model.ClassifierModel;
import io.github.diffusion4j.model.Guides;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.model.Reference;
import io.github.diffusion4j.recipe.GuidanceSpec;
import io.github.diffusion4j.recipe.Keys;
import io.github.diffusion4j.recipe.SamplingSpec;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.PostHocAverage;
import io.github.diffusion4j.train.PowerProfile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as it was asked for: with which average of its weights, and guided by what.
 *
 * @param model to draw from
 * @param guides that change its estimates
 * @param sampling what they were made of, with the scale that is used
 */
record GuidedModel(PictureModel model, Guides guides, SamplingSpec sampling) {
  /**
   * Loads the model and all that guides it.
   *
   * @throws UserError if two things are named to be guided away from, a class is unknown, or an
   *     option has no effect
   * @throws io.github.diffusion4j.model.ModelException if one of the folders holds no such thing
   * @throws io.github.diffusion4j.store.StoreException if an average is asked of a model that
   *     stored none
   */
  static GuidedModel load(
      Path folder,
      SamplingSpec sampling,
      SamplingOptions options,
      Handover handover,
      Engine engine) {
    options.requireUsed(sampling);
    PictureModel model =
        PictureModel.load(
            folder, engine, handover, place -> network(place, sampling.average(), engine));
    List<String> classes = model.last().classes();
    GuidanceSpec asked = sampling.guidance();
    // A recipe's guidance is for models with classes; one on the command line is meant for this.
    boolean off = classes.isEmpty() && !options.asksGuidance() && !asked.isFromWeaker();
    GuidanceSpec guidance = off ? asked.withScale(1) : asked;
    Guides guides =
        new Guides(
            guidance.strength(),
            reference(folder, guidance, classes, options.negativeClass(), engine),
            guidance.classifier() == null
                ? null
                : ClassifierModel.load(guidance.classifier(), engine),
            guidance.classifierScale(),
            sampling.thresholding());
    return new GuidedModel(model, guides, sampling.with(guidance));
  }

  private static Model network(Path folder, Double width, Engine engine) {
    return width == null
        ? Model.load(folder, engine)
        : Model.load(folder, engine, PostHocAverage.of(folder, PowerProfile.ofWidth(width)));
  }

  private static Reference reference(
      Path folder, GuidanceSpec guidance, List<String> classes, String asked, Engine engine) {
    Integer negative =
        ClassLabels.label("--negative-class", classes, asked, guidance.negativeClass());
    if (negative != null && guidance.isFromWeaker()) {
      throw new UserError(
          "guidance moves away from one thing, but both the negative class "
              + classes.get(negative)
              + " and a weaker model are named; leave out --negative-class, or --weaker-model and"
              + " --weaker-average (in a recipe, make them null)");
    }
    if (guidance.isFromWeaker()) {
      Path weaker = guidance.weakerModel() == null ? folder : guidance.weakerModel();
      return new Reference.WeakerModel(network(weaker, guidance.weakerAverage(), engine));
    }
    return negative == null ? new Reference.NoClass() : new Reference.NegativeClass(negative);
  }

  /**
   * Returns what is needed to guide in this way again, as in a recipe, without what is as usual.
   */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    GuidanceSpec guidance = sampling.guidance();
    facts.put("guidance", guidance.guidance());
    if (guidance.guidanceMin() > 0) {
      facts.put("guidance-min", guidance.guidanceMin());
    }
    if (guidance.guidanceMax() != null) {
      facts.put("guidance-max", guidance.guidanceMax());
    }
    if (guidance.guidanceRescale() > 0) {
      facts.put("guidance-rescale", guidance.guidanceRescale());
    }
    if (guides.reference() instanceof Reference.NegativeClass negative) {
      facts.put("negative-class", model.last().classes().get(negative.label()));
    } else if (guides.reference() instanceof Reference.WeakerModel weaker) {
      facts.put("weaker-model", weaker.model().digest());
    }
    if (guidance.weakerAverage() != null) {
      facts.put("weaker-average", guidance.weakerAverage());
    }
    if (guides.classifier() != null) {
      facts.put("classifier", guides.classifier().manifest().weightsDigest());
      facts.put("classifier-scale", guides.classifierScale());
    }
    switch (sampling.thresholding().thresholding()) {
      case NONE -> {}
      case STATIC -> facts.put("thresholding", Keys.of(sampling.thresholding().thresholding()));
      case DYNAMIC -> {
        facts.put("thresholding", Keys.of(sampling.thresholding().thresholding()));
        facts.put("threshold-percentile", sampling.thresholding().thresholdPercentile());
      }
    }
    if (sampling.average() != null) {
      facts.put("average", sampling.average());
    }
    return facts;
  }
}
