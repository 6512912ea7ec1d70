package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.ConditioningAugmentation;
import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.nn.UNetSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the training page says of a run, in words. */
final class RunFacts {
  private RunFacts() {}

  static Map<String, String> of(Dataset data, ModelManifest manifest, TrainingSpec spec) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Data", data.description());
    facts.put("Classes", data.classes().isEmpty() ? "none" : String.join(", ", data.classes()));
    facts.put("Network", network(manifest.network(), manifest.parameters()));
    if (manifest.lowResolution() != null) {
      facts.put("Made of", smallPictures(manifest.lowResolution()));
    }
    facts.put("Formulation", manifest.formulation().label());
    facts.put("Length", length(spec));
    facts.put("Batch", batch(spec));
    facts.put("Optimiser", optimiser(spec));
    facts.put("Regularisation", regularisation(spec));
    facts.put("Seed", String.valueOf(spec.seed()));
    facts.put("Engine", manifest.engine());
    return facts;
  }

  private static String network(UNetSpec network, long parameters) {
    return String.format(
        Locale.ROOT,
        "U-Net of %,d parameters: %d channels times %s, %d blocks a level, attention at %s",
        parameters,
        network.baseChannels(),
        network.multipliers(),
        network.blocks(),
        network.attentionResolutions());
  }

  private static String smallPictures(LowResolution small) {
    ConditioningAugmentation augmentation = small.augmentation();
    return String.format(
        Locale.ROOT,
        "pictures of %dx%d, a share of %s blurred, %s",
        small.size(),
        small.size(),
        augmentation.blurProbability(),
        augmentation.noise() ? "with noise of all levels" : "without noise");
  }

  private static String length(TrainingSpec spec) {
    return spec.steps()
        + " steps"
        + (spec.maxDuration() == null ? "" : ", at most " + spec.maxDuration().toSeconds() + " s");
  }

  private static String batch(TrainingSpec spec) {
    return spec.batchSize()
        + " pictures"
        + (spec.accumulation() == 1 ? "" : " in " + spec.accumulation() + " parts")
        + (spec.horizontalFlip() ? ", half of them mirrored" : "")
        + (spec.augmentation().changesNothing() ? "" : ", varied")
        + (spec.objective().levels() == LevelSampling.UNIFORM
            ? ""
            : ", noise levels "
                + spec.objective().levels().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static String optimiser(TrainingSpec spec) {
    return String.format(
        Locale.ROOT,
        "AdamW, learning rate %s after %d steps of warm-up, then %s; gradient norm at most %s",
        spec.learningRate(),
        spec.warmupSteps(),
        switch (spec.decay()) {
          case COSINE -> "half a cosine";
          case CONSTANT -> "constant";
          case INVERSE_ROOT -> "one over the root of the steps";
        },
        spec.gradientClip());
  }

  private static String regularisation(TrainingSpec spec) {
    return String.format(
            Locale.ROOT,
            "weight decay %s, label dropout %s, moving average %s",
            spec.weightDecay(),
            spec.labelDropout(),
            spec.average().rule() == AverageSpec.Rule.DECAY
                ? spec.emaDecay()
                : "with a half-life of " + (long) spec.average().halfLife() + " pictures")
        + (spec.objective().augmentation() == 0
            ? ""
            : ", augmentation " + spec.objective().augmentation());
  }
}
