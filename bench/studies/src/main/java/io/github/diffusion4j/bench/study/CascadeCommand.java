package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.sample.SamplerSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What conditioning augmentation does to the pictures that a cascade ends with. */
@Command(
    name = "cascade",
    description =
        "Fréchet distance of cascades trained with and without conditioning augmentation.")
final class CascadeCommand implements Callable<Integer> {
  private static final String NAME = "cascade";
  private static final int SHOWN_PICTURES = 10;

  @Mixin private CommonOptions common;

  @Option(
      names = "--with",
      required = true,
      description = "Folder of a cascade that was trained with noise on its small pictures.")
  private Path with;

  @Option(
      names = "--without",
      required = true,
      description = "Folder of the same cascade, trained without any augmentation.")
  private Path without;

  @Option(
      names = "--size",
      defaultValue = "32",
      description = "Pixels of a side of the pictures they end with (${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--levels",
      split = ",",
      defaultValue = "0,0.05,0.1,0.2,0.4,0.8",
      description = "Noise on the small pictures when drawing, as sigma (${DEFAULT-VALUE}).")
  private List<Double> levels;

  @Option(
      names = "--count",
      defaultValue = "1000",
      description = "Pictures a cascade and level (${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--guidance", defaultValue = "1", description = "(${DEFAULT-VALUE})")
  private double guidance;

  @Option(names = "--sampler", defaultValue = "heun", description = "(${DEFAULT-VALUE})")
  private String sampler;

  @Option(names = "--steps", defaultValue = "18", description = "(${DEFAULT-VALUE})")
  private int steps;

  /** A cascade with a way of handing pictures on. */
  private record Variant(String name, Path folder, Handover handover) {}

  private record Result(Variant variant, Figures figures, List<Image> shown) {}

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.open(common, size)) {
      Map<String, Object> settings =
          Map.of(
              "with",
              PictureModel.load(with, study.engine(), Handover.CLEAN).digest(),
              "without",
              PictureModel.load(without, study.engine(), Handover.CLEAN).digest(),
              "count",
              count,
              "guidance",
              guidance,
              "sampler",
              sampler + " " + steps);
      Ledger ledger = study.ledger(NAME, settings);
      List<Result> results = new ArrayList<>();
      for (Variant variant : variants()) {
        results.add(measure(study, ledger, variant));
      }
      write(study, ledger, results);
      return 0;
    }
  }

  private List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant("without augmentation", without, Handover.CLEAN));
    for (double level : levels) {
      variants.add(new Variant("noise " + level, with, new Handover(level, false)));
    }
    for (double level : levels) {
      if (level > 0) {
        variants.add(new Variant("truncated at " + level, with, new Handover(level, true)));
      }
    }
    return variants;
  }

  private Result measure(Study study, Ledger ledger, Variant variant) {
    PictureModel model = PictureModel.load(variant.folder(), study.engine(), variant.handover());
    Figures figures =
        Figures.of(
            ledger.cell(
                variant.name(),
                () -> study.figures(draw(study, model, variant.name(), count)).toMap()));
    study.progress().say("%s: Fréchet distance %.3f", variant.name(), figures.frechet());
    return new Result(
        variant, figures, draw(study, model, variant.name(), SHOWN_PICTURES).images());
  }

  private Drawing.Drawn draw(Study study, PictureModel model, String what, int pictures) {
    SamplerSpec spec = new SamplerSpec(SamplerSpec.Kind.named(sampler), steps);
    return study
        .drawing(model.last())
        .draw(
            what,
            pictures,
            (labels, from) -> model.sample(spec, guidance, labels, common.seed, from));
  }

  private void write(Study study, Ledger ledger, List<Result> results) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("cascade", Figures.distanceOf(count), "right class", "diversity"));
    List<PictureRows.Row> pictures = new ArrayList<>();
    for (Result result : results) {
      Figures figures = result.figures();
      rows.add(
          List.of(
              result.variant().name(),
              String.format(Locale.ROOT, "%.3f", figures.frechet()),
              String.format(Locale.ROOT, "%.1f %%", 100 * figures.share()),
              String.format(Locale.ROOT, "%.2f", figures.diversity())));
      pictures.add(new PictureRows.Row(result.variant().name(), result.shown()));
    }
    BufferedImage sheet = new PictureRows(List.of(), pictures, 2).draw();
    study.write(
        NAME,
        MarkdownTable.of(rows),
        String.format(
            Locale.ROOT,
            "%,d pictures each, all classes in turn; as many test pictures are at %.3f.%n",
            count,
            study.figuresOfTest(count).frechet()),
        study.picture(NAME, "The same noise, by what the last stage is given", sheet),
        ledger.origin() + "\n");
  }
}
