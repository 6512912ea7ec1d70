package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.denoise.ClassifierFreeGuidance;
import io.github.diffusion4j.denoise.ClassifierGuidance;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.model.ClassifierModel;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.sample.SamplerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What guidance does to the share of pictures of the asked class and to their diversity. */
@Command(
    name = "guidance",
    description = "Share of the asked class, and diversity, by kind and scale of guidance.")
final class GuidanceCommand implements Callable<Integer> {
  private static final String FREE = "classifier-free";
  private static final String BY_CLASSIFIER = "classifier";

  @Mixin private CommonOptions common;

  @Option(
      names = "--model",
      required = true,
      description = "Folder of a model with classes, trained with label dropout.")
  private Path folder;

  @Option(
      names = "--classifier",
      description = "Folder of a classifier of noisy pictures; without, only classifier-free.")
  private Path classifierFolder;

  @Option(
      names = "--count",
      defaultValue = "1000",
      description = "Pictures a kind and scale (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--scales",
      split = ",",
      defaultValue = "1,1.5,2,3,5",
      description = "Scales of guidance (${DEFAULT-VALUE}).")
  private List<Double> scales;

  @Option(names = "--sampler", defaultValue = "heun", description = "(${DEFAULT-VALUE})")
  private String sampler;

  @Option(names = "--steps", defaultValue = "18", description = "(${DEFAULT-VALUE})")
  private int steps;

  /** Makes the denoiser of a batch that is guided so strongly. */
  @FunctionalInterface
  private interface Guide {
    Denoiser guided(Conditioning asked, double scale);
  }

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.of(common, folder)) {
      Model model = Model.load(folder, study.engine());
      Map<String, Object> settings = new TreeMap<>();
      settings.put("model", model.digest());
      settings.put("count", count);
      settings.put("sampler", sampler + " " + steps);
      Map<String, Guide> guides = new LinkedHashMap<>();
      guides.put(
          FREE,
          (asked, scale) ->
              new ClassifierFreeGuidance(
                  model.denoiser(asked), model.denoiser(asked.withoutClasses()), scale));
      if (classifierFolder != null) {
        ClassifierModel classifier = ClassifierModel.load(classifierFolder, study.engine());
        settings.put("classifier", classifier.manifest().weightsDigest());
        guides.put(
            BY_CLASSIFIER,
            (asked, scale) ->
                new ClassifierGuidance(
                    model.denoiser(asked.withoutClasses()), classifier, asked.labels(), scale));
      }
      measure(study, model, guides, study.ledger(name(study), settings));
      return 0;
    }
  }

  private static String name(Study study) {
    return "guidance-" + study.data().name();
  }

  private void measure(Study study, Model model, Map<String, Guide> guides, Ledger ledger)
      throws IOException {
    SamplerSpec spec = new SamplerSpec(SamplerSpec.Kind.named(sampler), steps);
    Method method = Method.of(spec, Study.process(model));
    Drawing drawing = study.drawing(model.manifest());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("guidance", "scale", "asked class", "diversity", Figures.distanceOf(count)));
    List<PictureRows.Row> pictures = new ArrayList<>();
    for (Map.Entry<String, Guide> guide : guides.entrySet()) {
      for (double scale : scales) {
        String what = guide.getKey() + " " + scale;
        Figures figures =
            Figures.of(
                ledger.cell(
                    what,
                    () ->
                        study
                            .figures(
                                drawing.draw(
                                    what,
                                    count,
                                    method,
                                    asked -> guide.getValue().guided(asked, scale)))
                            .toMap()));
        study
            .progress()
            .say(
                "%s: %.1f %% of the asked class, diversity %.2f",
                what, 100 * figures.share(), figures.diversity());
        rows.add(row(guide.getKey(), Double.toString(scale), figures));
        pictures.add(
            new PictureRows.Row(
                what,
                drawing
                    .draw(
                        what,
                        2 * model.manifest().classes().size(),
                        method,
                        asked -> guide.getValue().guided(asked, scale))
                    .images()));
      }
    }
    rows.add(row("test pictures", "-", study.figuresOfTest(count)));
    study.write(
        name(study),
        MarkdownTable.of(rows),
        String.format(
            Locale.ROOT,
            "%,d pictures each, all classes in turn, by %s in %d steps.%n",
            count,
            sampler,
            steps),
        study.picture(
            name(study),
            "The same noise by scale of guidance",
            new PictureRows(List.of(), pictures, 1).draw()),
        ledger.origin() + "\n");
  }

  private static List<String> row(String kind, String scale, Figures figures) {
    return List.of(
        kind,
        scale,
        String.format(Locale.ROOT, "%.1f %%", 100 * figures.share()),
        String.format(Locale.ROOT, "%.2f", figures.diversity()),
        String.format(Locale.ROOT, "%.3f", figures.frechet()));
  }
}
