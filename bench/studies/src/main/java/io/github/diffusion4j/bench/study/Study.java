package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.learned.LabelClassifier;
import io.github.diffusion4j.eval.quality.FrechetDistance;
import io.github.diffusion4j.eval.quality.GaussianStatistics;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What studies have in common while they run: engine, data, judge, and where results go. */
final class Study implements AutoCloseable {
  private final CommonOptions options;
  private final Engine engine;
  private final Progress progress = new Progress(System.err);
  private final StudyData data;
  private LabelClassifier judge;
  private GaussianStatistics reference;

  private Study(CommonOptions options, Engine engine, StudyData data) {
    this.options = options;
    this.engine = engine;
    this.data = data;
  }

  /**
   * Opens the data, at the size of a model's pictures, and an engine.
   *
   * @param imageSize pixels of a side
   */
  static Study open(CommonOptions options, int imageSize) throws IOException {
    Files.createDirectories(options.out);
    StudyData data = StudyData.open(options.data, imageSize);
    return new Study(options, Engine.open(), data);
  }

  /** Opens a study of the model in a folder, at the size of its pictures. */
  static Study of(CommonOptions options, Path model) throws IOException {
    return open(options, ModelManifest.read(model).imageSize());
  }

  Engine engine() {
    return engine;
  }

  Progress progress() {
    return progress;
  }

  StudyData data() {
    return data;
  }

  /** Returns the file of that name among the results. */
  Path file(String name) {
    return options.out.resolve(name);
  }

  /** Returns the folder that the judge of this data is in, or goes to. */
  Path judgeFolder() {
    return options.judge != null
        ? options.judge
        : file("judge-" + data.name() + "-" + data.training().imageSize());
  }

  /** Tells whether the judge has been trained. */
  boolean hasJudge() {
    return Files.isRegularFile(judgeFolder().resolve(ClassifierManifest.FILE));
  }

  /**
   * Returns the judge: a classifier that had no part in drawing the pictures. Its features make
   * distances between sets of pictures small and cheap to compute; none of them can be compared
   * with a published one.
   *
   * @throws IllegalArgumentException if none has been trained
   */
  LabelClassifier judge() {
    if (judge == null) {
      if (!hasJudge()) {
        throw new IllegalArgumentException(
            "there is no judge in " + judgeFolder() + "; train one with bench/study judge");
      }
      judge = LabelClassifier.load(judgeFolder(), engine);
    }
    return judge;
  }

  /** Returns the process that a model was trained with. */
  static NoiseProcess process(Model model) {
    return model.manifest().formulation().preconditioning().process();
  }

  /** Returns what draws pictures like a model's. */
  Drawing drawing(ModelManifest manifest) {
    int size = manifest.imageSize();
    return new Drawing(
        engine,
        Shape.of(manifest.channels(), size, size),
        manifest.classes().size(),
        options.batch,
        options.seed,
        progress);
  }

  /** Returns the features of the training pictures that distances are measured to. */
  GaussianStatistics reference() {
    if (reference == null) {
      Part split = data.training().first(options.reference);
      progress.say("Looking at %,d training pictures", split.size());
      reference = GaussianStatistics.of(judge().describe(split.images()), engine);
    }
    return reference;
  }

  /** Returns the Fréchet distance of features to those of the training pictures. */
  double distance(Features features) {
    return FrechetDistance.between(GaussianStatistics.of(features, engine), reference(), engine);
  }

  /** Measures what was drawn. */
  Figures figures(Drawing.Drawn drawn) {
    return figures(drawn.images(), drawn.labels(), drawn.evaluations(), drawn.perSecond());
  }

  /** Measures test pictures as if they had been drawn: what a perfect model would reach. */
  Figures figuresOfTest(int count) {
    Part split = data.test().first(count);
    return figures(split.images(), split.labels(), 0, 0);
  }

  private Figures figures(List<Image> images, int[] labels, double evaluations, double perSecond) {
    Features features = judge().describe(images);
    boolean classes = labels[0] >= 0;
    return new Figures(
        distance(features),
        classes ? judge().accuracy(images, labels) : 0,
        Diversity.within(features, labels),
        evaluations,
        perSecond);
  }

  /**
   * Opens the ledger of a study.
   *
   * @param name of the study
   * @param own settings that it has besides those of all
   */
  Ledger ledger(String name, Map<String, ?> own) throws IOException {
    Map<String, Object> settings = new TreeMap<>(own);
    settings.put("data", data.name());
    settings.put("imageSize", data.training().imageSize());
    settings.put("judge", judge().manifest().weightsDigest());
    settings.put("reference", data.training().first(options.reference).size());
    settings.put("seed", options.seed);
    settings.put("batch", options.batch);
    settings.put("engine", engine.name());
    return Ledger.open(file(name + ".json"), settings);
  }

  /** Writes a picture, and returns the line of Markdown that shows it. */
  String picture(String name, String title, BufferedImage picture) throws IOException {
    Path file = file(name + ".png");
    Pictures.write(picture, file);
    progress.say("%s: %,d bytes", file, Files.size(file));
    return "![" + title + "](" + file.getFileName() + ")\n";
  }

  /** Writes the paragraphs of a result as Markdown, and shows them. */
  void write(String name, String... paragraphs) {
    write(options.out, name, paragraphs);
  }

  /** Writes the paragraphs of a result into a folder, and shows them. */
  static void write(Path folder, String name, String... paragraphs) {
    String text =
        Arrays.stream(paragraphs)
            .filter(paragraph -> !paragraph.isEmpty())
            .collect(Collectors.joining("\n"));
    AtomicFiles.write(folder.resolve(name + ".md"), text.getBytes(StandardCharsets.UTF_8));
    System.out.println(text);
  }

  @Override
  public void close() {
    engine.close();
  }
}
