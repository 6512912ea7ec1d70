package io.github.diffusion4j.cli;

import io.github.diffusion4j.edit.RePaint;
import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Drawing;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.NoiseSpace;
import io.github.diffusion4j.recipe.Keys;
import io.github.diffusion4j.recipe.SamplingSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures that begin with one that is given.
 *
 * @param drawing what draws
 * @param classes names of labels
 * @param sampling how many, and of which seed
 * @param fit how pictures are fitted to the model
 * @param given the picture as it was read
 * @param label its class; -1 for none in particular
 */
record Edit(
    Drawing drawing,
    List<String> classes,
    SamplingSpec sampling,
    Fit fit,
    PictureFile given,
    int label) {

  /**
   * Begins with a picture.
   *
   * @param folder of the model, for messages
   * @throws UserError if the model is a cascade, or has to be told a class and is not
   */
  static Edit of(GuidedModel guided, Path folder, Fit fit, PictureFile given, int label) {
    if (!(guided.model() instanceof Model model)) {
      throw new UserError(
          "--model is "
              + folder
              + ", a cascade; pictures are edited with models of one stage only");
    }
    ModelManifest manifest = model.manifest();
    if (label < 0 && !manifest.classes().isEmpty() && !manifest.ports().noClass()) {
      throw new UserError(
          "the model was trained with every label shown and has to be told what the picture shows;"
              + " add --class-label with one of "
              + String.join(", ", manifest.classes()));
    }
    SamplingSpec sampling = guided.sampling();
    Drawing drawing = new Drawing(model, sampling.sampler(), guided.guides());
    return new Edit(drawing, SampleCommand.classes(guided), sampling, fit, given, label);
  }

  /** Draws the picture anew. */
  SamplingRun.Source anew(double strength) {
    drawing.requireSteps(strength);
    Image picture = fitted(given);
    Map<String, Object> facts = facts(EditMode.IMAGE_TO_IMAGE);
    facts.put("strength", strength);
    return new SamplingRun.Source(
        (labels, from) ->
            drawing.edit(same(picture, labels), labels, strength, sampling.seed(), from),
        facts);
  }

  /** Draws what a mask shows. */
  SamplingRun.Source inpaint(PictureFile mask, double strength, RePaint repaint) {
    drawing.requireSteps(strength);
    Image picture = fitted(given);
    Image shape = mask.mask(given, drawing.model().manifest(), fit);
    Map<String, Object> facts = facts(EditMode.INPAINT);
    facts.put("mask", mask.digest());
    facts.put("strength", strength);
    facts.put("resamplings", repaint.samples());
    facts.put("jump", repaint.jump());
    return new SamplingRun.Source(
        (labels, from) ->
            drawing.inpaint(
                same(picture, labels), shape, labels, strength, repaint, sampling.seed(), from),
        facts);
  }

  /** Draws pictures on the way to another. */
  SamplingRun.Source interpolate(PictureFile last) {
    NoiseSpace space = drawing.noiseSpace();
    List<float[]> ends =
        space.encode(List.of(fitted(given), fitted(last)), new int[] {label, label});
    List<float[]> path = space.path(ends.get(0), ends.get(1), sampling.count());
    Map<String, Object> facts = facts(EditMode.INTERPOLATE);
    facts.put("to", last.digest());
    return new SamplingRun.Source(
        (labels, from) -> space.decode(path.subList(from, from + labels.length), labels), facts);
  }

  /**
   * Takes the picture to its noise and draws it again.
   *
   * @param drawn class that is drawn; -1 for none in particular
   */
  SamplingRun.Source encode(int drawn) {
    NoiseSpace space = drawing.noiseSpace();
    Image picture = fitted(given);
    List<Image> again =
        space.decode(space.encode(List.of(picture), new int[] {label}), new int[] {drawn});
    Map<String, Object> facts = facts(EditMode.ENCODE);
    if (label >= 0) {
      facts.put("encoded-class", classes().get(label));
    }
    facts.put("mean-difference", difference(picture, again.get(0)));
    return new SamplingRun.Source((labels, from) -> again, facts);
  }

  /** Returns how far two pictures are from each other on average, in levels of 0 to 255. */
  private static double difference(Image one, Image two) {
    byte[] a = one.samples();
    byte[] b = two.samples();
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 255) - (b[i] & 255));
    }
    return (double) sum / a.length;
  }

  private Map<String, Object> facts(EditMode mode) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("edit", Keys.of(mode));
    facts.put("picture", given.digest());
    return facts;
  }

  private Image fitted(PictureFile file) {
    return file.fitted(drawing.model().manifest(), fit);
  }

  private static List<Image> same(Image picture, int[] labels) {
    return Collections.nCopies(labels.length, picture);
  }
}
