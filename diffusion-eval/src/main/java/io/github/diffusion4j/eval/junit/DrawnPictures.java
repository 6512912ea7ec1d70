package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Guides;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.recipe.GuidanceSpec;
import io.github.diffusion4j.recipe.Preset;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.recipe.SamplingSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Draws pictures from models, the same ones once in a run.
 *
 * @param store of the whole run
 * @param work what draws
 */
record DrawnPictures(Store store, NativeWork work) {
  /** What pictures depend on. */
  private record Key(String model, SamplingSpec sampling, int count, long seed) {}

  private record Drawn(List<Image> images) implements Dataset {
    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Image image(int index) {
      return images.get(index);
    }
  }

  /**
   * Draws pictures as the recipe kept beside the model says.
   *
   * @throws io.github.diffusion4j.model.ModelException if there is no model, or it is corrupt
   */
  ImageSet of(Path folder, int count, long seed) {
    String model =
        PictureModel.files(folder).stream()
            .map(file -> Digests.sha256(folder.resolve(file)))
            .collect(Collectors.joining(" "));
    Recipe recipe = recipe(folder);
    return store.getOrComputeIfAbsent(
        new Key(model, recipe.sampling(), count, seed),
        missing ->
            new ImageSet(
                "%d pictures drawn from %s with seed %d".formatted(count, folder, seed),
                work.with(engine -> drawn(folder, recipe, count, seed, engine))),
        ImageSet.class);
  }

  private static Recipe recipe(Path folder) {
    return RecipeDraft.kept(folder)
        .map(RecipeDraft::resolve)
        .orElseGet(() -> Preset.named(Preset.DEFAULT));
  }

  private static Dataset drawn(Path folder, Recipe recipe, int count, long seed, Engine engine) {
    PictureModel model = PictureModel.load(folder, engine, recipe.cascade().handover());
    SamplingSpec sampling = recipe.sampling();
    int classes = model.last().classes().size();
    Guides guides = guides(folder, sampling, classes);
    List<Image> images = new ArrayList<>();
    while (images.size() < count) {
      int from = images.size();
      int[] labels =
          IntStream.range(from, Math.min(count, from + sampling.batchSize()))
              .map(i -> label(i, sampling, classes))
              .toArray();
      images.addAll(model.sample(sampling.sampler(), guides, labels, seed, from));
    }
    return new Drawn(List.copyOf(images));
  }

  private static Guides guides(Path folder, SamplingSpec sampling, int classes) {
    GuidanceSpec guidance = sampling.guidance();
    if (guidance.classifier() != null
        || guidance.negativeClass() != null
        || guidance.isFromWeaker()
        || sampling.average() != null) {
      throw new EvaluationException(
          "the recipe of model "
              + folder
              + " draws with a classifier, a negative class, a weaker model or an average, which tests do not; draw by diffusion:sample, and name its folder of pictures");
    }
    Guides guides = classes == 0 ? Guides.NONE : Guides.NONE.with(guidance.strength());
    return guides.with(sampling.thresholding());
  }

  private static int label(int picture, SamplingSpec sampling, int classes) {
    if (sampling.classLabel() != null) {
      return sampling.classLabel();
    }
    return classes == 0 ? -1 : picture % classes;
  }
}
