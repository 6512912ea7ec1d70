package io.github.diffusion4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.data.SamplesFolder;
import io.github.diffusion4j.image.ContactSheet;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.recipe.Keys;
import io.github.diffusion4j.recipe.SamplingSpec;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Draws pictures batch by batch and writes them with what is needed to draw them again.
 *
 * @param guided what to draw from, and what
 * @param handover how the stages of a cascade hand pictures on
 * @param labels class of each picture
 * @param source of the pictures
 * @param output where the files go
 * @param session it runs in
 */
record SamplingRun(
    GuidedModel guided,
    Handover handover,
    ClassLabels labels,
    Source source,
    OutputFolder output,
    Session session) {
  /**
   * What draws.
   *
   * @param batch draws pictures of classes, the first of which has a number
   * @param facts what is needed to do so again, beside all else
   * @param guard how strongly its class pulls at each picture drawn so far, by number; only of
   *     pictures of which that is known
   */
  record Source(Batch batch, Map<String, Object> facts, Map<Integer, Double> guard) {
    Source(Batch batch, Map<String, Object> facts) {
      this(batch, facts, Map.of());
    }
  }

  /** Draws one picture a label. */
  interface Batch {
    /** Draws them; picture {@code from} is the first. */
    List<Image> draw(int[] labels, int from);
  }

  /** Pixels of a picture on the contact sheet, which people look at. */
  private static final int CELL = 64;

  /** Draws and writes all of them, or none. */
  Outcome run() {
    SamplingSpec sampling = guided.sampling();
    // Pictures are kept for the contact sheet as bytes: a thousandth of what drawing them takes.
    List<Image> images = new ArrayList<>();
    session.progress().step("0/" + sampling.count() + " pictures", 0, sampling.count());
    try (output) {
      while (images.size() < sampling.count()) {
        requireUninterrupted();
        int from = images.size();
        int to = Math.min(sampling.count(), from + sampling.batchSize());
        images.addAll(source.batch().draw(labels.range(from, to), from));
        for (int i = from; i < to; i++) {
          output.write(fileName(i), Png.encode(images.get(i), notes(i)));
        }
        String line = to + "/" + sampling.count() + " pictures";
        session.progress().step(line, to, sampling.count());
      }
      output.write(SamplesFolder.SHEET, Png.encode(sheet(images), notes()));
      output.write(SamplesFolder.MANIFEST, manifest());
      requireUninterrupted();
      output.publish();
    }
    return Outcome.ok(
        "Drew " + sampling.count() + " pictures: " + output.file(SamplesFolder.SHEET),
        Map.of(
            "grid", output.file(SamplesFolder.SHEET).toString(),
            "manifest", output.file(SamplesFolder.MANIFEST).toString()));
  }

  private Image sheet(List<Image> images) {
    Image first = images.get(0);
    int scale = Math.max(1, CELL / first.width());
    byte[] grey = new byte[first.width() * first.height() * first.channels()];
    Arrays.fill(grey, (byte) 128);
    Image free = new Image(first.width(), first.height(), first.channels(), grey);
    List<Image> cells =
        labels.sheetOrder().stream()
            .map(i -> (i < 0 ? free : images.get(i)).enlarged(scale))
            .toList();
    return ContactSheet.of(cells, labels.columns());
  }

  private byte[] manifest() {
    Map<String, Object> manifest = new LinkedHashMap<>(facts());
    manifest.put("format", SamplesFolder.FORMAT);
    List<String> files = new ArrayList<>(output.written());
    files.add(SamplesFolder.MANIFEST);
    manifest.put("files", files);
    List<Map<String, Object>> pictures = new ArrayList<>();
    for (int i = 0; i < guided.sampling().count(); i++) {
      Map<String, Object> picture = new LinkedHashMap<>();
      picture.put("file", fileName(i));
      picture.put("index", i);
      picture.put("class", labels.name(i));
      if (source.guard().containsKey(i)) {
        picture.put("guard", source.guard().get(i));
      }
      pictures.add(picture);
    }
    manifest.put("pictures", pictures);
    try {
      return Json.mapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(manifest)
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What all pictures have in common, and what is needed to draw them again. */
  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    PictureModel model = guided.model();
    SamplingSpec sampling = guided.sampling();
    facts.put("software", "Diffusion4J " + Version.current());
    facts.put("model", model.digest());
    facts.put("seed", sampling.seed());
    facts.put("sampler", Keys.of(sampling.sampler().sampler()));
    facts.put("steps", sampling.sampler().steps());
    facts.putAll(choices(sampling.sampler()));
    facts.putAll(guided.facts());
    facts.putAll(source.facts());
    if (model.stages().size() > 1) {
      facts.put("stages", model.stages().stream().map(ModelManifest::imageSize).toList());
      facts.put("samplingNoise", handover.samplingNoise());
      facts.put("truncated", handover.truncated());
    }
    return facts;
  }

  /** Returns what was chosen of the sampler beside its name and steps, as in a recipe. */
  private static Map<String, Object> choices(SamplerSpec sampler) {
    Map<String, Object> choices = new LinkedHashMap<>();
    choices.put("grid", Keys.of(sampler.grid()));
    choices.put("order", sampler.order());
    choices.put("eta", sampler.eta());
    choices.put("churn", sampler.churn());
    choices.put("churn-min", sampler.churnMin());
    choices.put("churn-max", sampler.churnMax());
    choices.put("noise-scale", sampler.noiseScale());
    choices.put("restarts", sampler.restarts());
    choices.put("restart-min", sampler.restartMin());
    choices.put("restart-max", sampler.restartMax());
    choices.values().removeIf(Objects::isNull);
    return choices;
  }

  private Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    facts().forEach((name, value) -> notes.put(name, value.toString()));
    return notes;
  }

  private Map<String, String> notes(int picture) {
    Map<String, String> notes = notes();
    notes.put("index", String.valueOf(picture));
    notes.put("class", labels.name(picture));
    return notes;
  }

  private void requireUninterrupted() {
    if (session.interruption().requested()) {
      throw new Interrupted("Interrupted; no picture was kept. Run the same command again.");
    }
  }

  private static String fileName(int picture) {
    return String.format(Locale.ROOT, "sample-%05d.png", picture);
  }
}
