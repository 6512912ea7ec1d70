package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Asks for generated pictures to be measured beside the training pictures, or to be judged. A null
 * component is left to the default.
 *
 * @param goal {@code evaluate}, which measures, {@code check}, which judges, {@code calibrate}, or
 *     {@code accept}
 * @param generated absolute path of the pictures to judge
 * @param train built-in name or absolute path of the pictures that may have been copied; may be
 *     null
 * @param heldOut absolute path of pictures that the model never saw; may be null
 * @param heldOutShare share of the training data that was kept from training; may be null
 * @param calibration file of what was kept of held-out pictures; may be null
 * @param recipe file whose section {@code evaluation} says what is asked; may be null
 * @param statistics absolute path of statistics of other real pictures; may be null
 * @param imageSize side at which pictures are compared, in pixels; may be null
 * @param detector what finds copies, a name or the absolute path of a network; may be null
 * @param detectorCache absolute path of the folder that keeps trained detectors; may be null
 * @param approximate whether the search may miss the most similar picture
 * @param maxRate largest rate of copies that passes; may be null
 * @param confidence of either verdict; may be null
 * @param falsePositives share of held-out pictures that may count as copies; may be null
 * @param weakNull whether training pictures may take the place of held-out ones
 * @param seed of the planted copies; may be null
 * @param redact whether training pictures are made unrecognisable in the page
 * @param reportDirectory folder of the report
 * @param judgeOnly whether to judge the report that is there, and to measure nothing
 * @param gates what a report has to meet
 */
public record EvaluationRequest(
    String goal,
    Path generated,
    String train,
    String heldOut,
    Double heldOutShare,
    Path calibration,
    Path recipe,
    Path statistics,
    Integer imageSize,
    String detector,
    Path detectorCache,
    boolean approximate,
    Double maxRate,
    Double confidence,
    Double falsePositives,
    boolean weakNull,
    Long seed,
    boolean redact,
    Path reportDirectory,
    boolean judgeOnly,
    GatesAsked gates)
    implements GoalRequest {

  /** The goal that writes down what was looked at, and measures nothing. */
  public static final String ACCEPT = "accept";

  /** Checks that there are pictures to judge, and a place for the report. */
  public EvaluationRequest {
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(generated, "generated");
    Objects.requireNonNull(reportDirectory, "reportDirectory");
    Objects.requireNonNull(gates, "gates");
  }

  @Override
  public List<String> arguments() {
    Options options =
        new Options()
            .add("--generated", generated)
            .add("--train", train)
            .add("--held-out", heldOut)
            .add("--held-out-share", heldOutShare)
            .add("--calibration", calibration)
            .add("--recipe", recipe)
            .add("--statistics", statistics)
            .add("--image-size", imageSize)
            .add("--detector", detector)
            .add("--detector-cache", detectorCache)
            .flag("--approximate", approximate)
            .add("--max-rate", maxRate)
            .add("--confidence", confidence)
            .add("--false-positives", falsePositives)
            .flag("--weak-null", weakNull)
            .add("--seed", seed)
            .flag("--redact", redact)
            .add("--report-directory", reportDirectory)
            .flag("--judge-only", judgeOnly);
    gates.addTo(options);
    return options.toList();
  }

  @Override
  public ModelRuntime modelRuntime() {
    return ModelRuntime.of(detector);
  }

  @Override
  public boolean computes() {
    return !judgeOnly && !goal.equals(ACCEPT);
  }
}
