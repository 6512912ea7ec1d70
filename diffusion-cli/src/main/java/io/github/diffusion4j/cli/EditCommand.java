package io.github.diffusion4j.cli;

import io.github.diffusion4j.edit.RePaint;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws pictures that begin with others. */
@Command(
    name = "edit",
    description = {
      "Draws a picture anew, or a part of it, or pictures between two.",
      "What no option says is taken from the recipe that the model was trained with, but for what"
          + " computes."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EditCommand implements Action {
  private static final int USUAL_COUNT = 8;
  private static final int USUAL_JUMP = 10;
  private static final double USUAL_STRENGTH = 0.6;

  @Mixin private RecipeOptions recipe;
  @Mixin private EngineOptions engineOptions;
  @Mixin private SamplingOptions options;

  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      defaultValue = "model",
      description = "The trained model; ${DEFAULT-VALUE} unless given.")
  private Path folder;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      required = true,
      description = "The picture to begin with; it is fitted to the model as in training.")
  private Path picture;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description =
          "Inpaints: white is drawn anew, black stays, grey is mixed. As large as --picture.")
  private Path mask;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Interpolates: draws pictures from --picture to this one, both included.")
  private Path to;

  @Option(
      names = "--encode",
      description =
          "Takes the picture to its noise, by the sampler walked the other way, and draws it again"
              + " from there.")
  private boolean encode;

  @Option(
      names = "--decode-class",
      paramLabel = "CLASS",
      description = "With --encode: the class that is drawn again; --class-label unless given.")
  private String decodeClass;

  @Option(
      names = "--strength",
      paramLabel = "SHARE",
      description =
          "How much changes, above 0 to 1: the share of the steps that is taken. 0.6 unless given;"
              + " with --mask 1, at which nothing of what was there is seen.")
  private Double strength;

  @Option(
      names = "--resamplings",
      paramLabel = "N",
      description =
          "With --mask: how often each part of the way is walked (RePaint); 1, replacement alone,"
              + " unless given.")
  private Integer resamplings;

  @Option(
      names = "--jump",
      paramLabel = "STEPS",
      description =
          "With --resamplings: how many steps each goes back up; 10 unless given, or half of the"
              + " steps if that is less.")
  private Integer jump;

  @Option(names = "--samples", paramLabel = "N", description = "How many pictures; 8 unless given.")
  private Integer count;

  @Option(
      names = "--samples-directory",
      paramLabel = "FOLDER",
      defaultValue = "edits",
      description = "Where the pictures go; ${DEFAULT-VALUE} unless given.")
  private Path target;

  @Option(
      names = "--force",
      description =
          "Write into a folder that holds other files; only those of the same name are replaced.")
  private boolean force;

  @Override
  public Outcome run(Session session) {
    EditMode mode = mode();
    int wantedCount = mode == EditMode.ENCODE ? 1 : count == null ? USUAL_COUNT : count;
    Recipe wanted =
        RecipeOptions.with(
                options.over(recipe.forModel(folder, engineOptions)),
                "sampling.count",
                wantedCount,
                "--samples")
            .resolve();
    // Nothing is loaded if a picture is missing.
    PictureFile begun = PictureFile.read("--picture", picture);
    PictureFile second =
        switch (mode) {
          case INPAINT -> PictureFile.read("--mask", mask);
          case INTERPOLATE -> PictureFile.read("--to", to);
          default -> null;
        };
    RePaint repaint = repaint(wanted.sampling().sampler().steps());
    OutputFolder output = new OutputFolder(target, force);
    output.requireOurs();
    try (Engine engine = session.openEngine(wanted.engine().spec())) {
      GuidedModel guided =
          GuidedModel.load(folder, wanted.sampling(), options, wanted.cascade().handover(), engine);
      SampleCommand.advise(guided.model(), wanted.sampling(), session);
      int label = label(ClassLabels.CLASS, options.classLabel(), guided);
      int drawn = decodeClass == null ? label : label("--decode-class", decodeClass, guided);
      Edit edit = Edit.of(guided, folder, wanted.data().fit(), begun, label);
      SamplingRun.Source source =
          switch (mode) {
            case IMAGE_TO_IMAGE -> edit.anew(strength == null ? USUAL_STRENGTH : strength);
            case INPAINT -> edit.inpaint(second, strength == null ? 1 : strength, repaint);
            case INTERPOLATE -> edit.interpolate(second);
            case ENCODE -> edit.encode(drawn);
          };
      List<String> classes = SampleCommand.classes(guided);
      ClassLabels labels = new ClassLabels(classes, Collections.nCopies(wantedCount, drawn), false);
      return new SamplingRun(guided, wanted.cascade().handover(), labels, source, output, session)
          .run();
    }
  }

  private EditMode mode() {
    if ((to == null ? 0 : 1) + (mask == null ? 0 : 1) + (encode ? 1 : 0) > 1) {
      throw new UserError(
          "only one of --mask, --to and --encode can be given; run the command once for each");
    }
    EditMode mode =
        to != null
            ? EditMode.INTERPOLATE
            : mask != null ? EditMode.INPAINT : encode ? EditMode.ENCODE : EditMode.IMAGE_TO_IMAGE;
    requireUsed(mode == EditMode.INPAINT, "--resamplings", resamplings, "add --mask");
    requireUsed(
        resamplings != null && resamplings > 1, "--jump", jump, "add --resamplings 10, say");
    requireUsed(mode == EditMode.ENCODE, "--decode-class", decodeClass, "add --encode");
    requireUsed(mode != EditMode.ENCODE, "--samples", count, "leave out --encode");
    requireUsed(
        mode == EditMode.IMAGE_TO_IMAGE || mode == EditMode.INPAINT,
        "--strength",
        strength,
        "leave out --to and --encode");
    if (mode == EditMode.INTERPOLATE && count != null && count < 2) {
      throw new UserError(
          "--samples is " + count + "; between two pictures are 2 (the ends) or more");
    }
    return mode;
  }

  private static void requireUsed(boolean used, String name, Object value, String way) {
    if (!used && value != null) {
      throw new UserError(
          name + " is " + value + ", but has no effect here; leave it out, or " + way);
    }
  }

  /** Returns the label of a class; -1 for none in particular, if the model has learned that. */
  private static int label(String option, String asked, GuidedModel guided) {
    List<String> classes = SampleCommand.classes(guided);
    Integer label = ClassLabels.label(option, classes, asked, guided.sampling().classLabel());
    return label == null ? -1 : label;
  }

  private RePaint repaint(int allSteps) {
    int times = resamplings == null ? 1 : resamplings;
    double taken = allSteps * (strength == null ? 1 : strength);
    int usual = Math.max(1, Math.min(USUAL_JUMP, (int) (taken / 2)));
    int steps = times == 1 ? 1 : jump == null ? usual : jump;
    if (times < 1 || steps < 1) {
      throw new UserError(
          times < 1
              ? "--resamplings is " + times + "; it is 1 (none) or more, such as 10"
              : "--jump is " + steps + "; it is 1 or more, such as 10");
    }
    return new RePaint(steps, times);
  }
}
