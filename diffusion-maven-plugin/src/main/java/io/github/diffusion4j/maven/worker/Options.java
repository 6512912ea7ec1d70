package io.github.diffusion4j.maven.worker;

import java.util.ArrayList;
import java.util.List;

/** Collects command line options; what was not set is left to the program's own default. */
final class Options {

  private final List<String> arguments = new ArrayList<>();

  /** Appends {@code name value} unless the value is null or an empty text. */
  Options add(String name, Object value) {
    if (value != null && !value.toString().isBlank()) {
      arguments.add(name);
      arguments.add(value.toString());
    }
    return this;
  }

  /** Appends {@code name} when the flag is set. */
  Options flag(String name, boolean set) {
    if (set) {
      arguments.add(name);
    }
    return this;
  }

  /** Appends what to compute with. */
  Options add(EngineAsked engine) {
    return add("--engine", engine.name())
        .add("--device", engine.device())
        .add("--precision", engine.precision());
  }

  /** Appends how to draw. */
  Options add(SamplingAsked sampling) {
    GuidanceAsked guidance = sampling.guidance();
    return add("--sampler", sampling.sampler())
        .add("--sampling-steps", sampling.samplingSteps())
        .add("--guidance", guidance.guidance())
        .add("--guidance-min", guidance.guidanceMin())
        .add("--guidance-max", guidance.guidanceMax())
        .add("--guidance-rescale", guidance.guidanceRescale())
        .add("--negative-class", guidance.negativeClass())
        .add("--weaker-model", guidance.weakerModel())
        .add("--weaker-average", guidance.weakerAverage())
        .add("--classifier", guidance.classifier())
        .add("--classifier-scale", guidance.classifierScale())
        .add("--thresholding", sampling.thresholding())
        .add("--threshold-percentile", sampling.thresholdPercentile())
        .add("--average", sampling.average())
        .add("--class-label", sampling.classLabel())
        .add("--batch-size", sampling.batchSize())
        .add("--seed", sampling.seed());
  }

  List<String> toList() {
    return List.copyOf(arguments);
  }
}
