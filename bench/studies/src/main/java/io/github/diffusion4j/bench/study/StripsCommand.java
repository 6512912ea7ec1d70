package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.Sampler;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The pictures of docs/diffusion.md: noise going into a real picture, and one start followed back
 * by the differential equation without noise and, twice, by the one with noise.
 */
@Command(name = "strips", description = "Draws noise going in, and trajectories back.")
final class StripsCommand implements Callable<Integer> {
  private static final double[] LEVELS = {0, 0.1, 0.25, 0.5, 1, 2, 4, 8, 20};

  /** Pixels across that a picture is shown with, about: headings need them. */
  private static final int SHOWN = 64;

  @Mixin private CommonOptions common;

  @Option(names = "--model", required = true, description = "Folder of the model to draw from.")
  private Path folder;

  @Option(
      names = "--pictures",
      split = ",",
      defaultValue = "0,1,2",
      description = "Test pictures that noise goes into (${DEFAULT-VALUE}).")
  private List<Integer> pictures;

  @Option(names = "--label", defaultValue = "9", description = "Class to draw (${DEFAULT-VALUE}).")
  private int label;

  @Option(names = "--ode", defaultValue = "heun", description = "(${DEFAULT-VALUE})")
  private String ode;

  @Option(names = "--sde", defaultValue = "ancestral", description = "(${DEFAULT-VALUE})")
  private String sde;

  @Option(
      names = "--steps",
      defaultValue = "64",
      description = "Of the trajectories (${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--columns",
      defaultValue = "9",
      description = "How many states of a trajectory are shown (${DEFAULT-VALUE}).")
  private int columns;

  @Override
  public Integer call() throws IOException {
    try (Study study = Study.of(common, folder)) {
      Model model = Model.load(folder, study.engine());
      study.write(
          "strips",
          study.picture("diffusion-forward", "Noise going into pictures", forward(study).draw()),
          study.picture(
              "diffusion-trajectories",
              "The same start along the differential equations without and with noise",
              trajectories(study, model).draw()));
      return 0;
    }
  }

  private static int factor(Study study) {
    return Math.max(1, SHOWN / study.data().training().imageSize());
  }

  private PictureRows forward(Study study) {
    List<String> headings = new ArrayList<>();
    for (double level : LEVELS) {
      headings.add(text(level));
    }
    List<PictureRows.Row> rows = new ArrayList<>();
    for (int index : pictures) {
      Part test = study.data().test();
      List<Image> row = new ArrayList<>();
      try (Scope scope = study.engine().inference()) {
        Tensor clean = Pictures.tensor(study.engine(), List.of(test.image(index)));
        Tensor noise =
            NoiseStreams.of(common.seed, index, 1)
                .next(study.engine(), clean.shape(), clean.type());
        for (double level : LEVELS) {
          row.add(shown(clean.add(noise.multiply(level)), level));
        }
      }
      rows.add(new PictureRows.Row("", row));
    }
    return new PictureRows(headings, rows, factor(study));
  }

  private PictureRows trajectories(Study study, Model model) {
    NoiseProcess process = Study.process(model);
    SamplerSpec smooth = new SamplerSpec(SamplerSpec.Kind.named(ode), steps);
    SamplerSpec rough = new SamplerSpec(SamplerSpec.Kind.named(sde), steps);
    double[] sigmas = smooth.grid(process);
    List<PictureRows.Row> rows = new ArrayList<>();
    follow(study, model, "ODE", smooth.build(process), sigmas, common.seed, rows);
    follow(study, model, "SDE, one noise", rough.build(process), sigmas, common.seed + 1, rows);
    follow(study, model, "SDE, another", rough.build(process), sigmas, common.seed + 2, rows);
    List<String> headings = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      headings.add(text(sigmas[step(i)]));
    }
    return new PictureRows(headings, rows, factor(study));
  }

  /** The step whose state stands in a column; the last column is the end. */
  private int step(int column) {
    return (int) Math.round(column * (double) steps / (columns - 1));
  }

  private void follow(
      Study study,
      Model model,
      String name,
      Sampler sampler,
      double[] sigmas,
      long seed,
      List<PictureRows.Row> rows) {
    int size = model.manifest().imageSize();
    Shape shape = Shape.of(1, model.manifest().channels(), size, size);
    List<Image> states = new ArrayList<>();
    List<Image> estimates = new ArrayList<>();
    SamplingObserver watch =
        step -> {
          if (step(states.size()) == step.index()) {
            states.add(shown(step.x(), step.sigma()));
            estimates.add(shown(step.denoised(), 0));
          }
        };
    try (Scope scope = study.engine().inference()) {
      Tensor start =
          Method.start(
              Study.process(model),
              sigmas,
              study.engine(),
              shape,
              NoiseStreams.of(common.seed, 0, 1));
      Tensor end =
          sampler.sample(
              model.denoiser(new Conditioning(new int[] {label})),
              sigmas,
              start,
              NoiseStreams.of(seed, 0, 1),
              watch);
      states.add(shown(end, 0));
      estimates.add(shown(end, 0));
    }
    rows.add(new PictureRows.Row(name + ": state", states));
    rows.add(new PictureRows.Row("estimate", estimates));
  }

  /** A noisy picture as the chain has it, {@code x / sqrt(1 + sigma^2)}, whose range is bounded. */
  private static Image shown(Tensor x, double sigma) {
    return Pictures.of(x.multiply(1 / Math.sqrt(1 + sigma * sigma))).get(0);
  }

  private static String text(double sigma) {
    return sigma == 0 ? "0" : String.format(Locale.ROOT, sigma < 10 ? "%.2g" : "%.0f", sigma);
  }
}
