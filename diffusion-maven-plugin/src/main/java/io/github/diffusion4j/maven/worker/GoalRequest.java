package io.github.diffusion4j.maven.worker;

import java.util.List;
import java.util.Optional;

/** What a goal asks of the worker: one sub-command of the command line program and its options. */
public sealed interface GoalRequest
    permits TrainRequest,
        SampleRequest,
        InspectRequest,
        EvaluationRequest,
        EngineRequest,
        EditRequest,
        TrainClassifierRequest {

  /** Returns the goal's name, which is also the sub-command's. */
  String goal();

  /** Returns the options of the sub-command, without the sub-command itself. */
  List<String> arguments();

  /** Tells whether the work needs the native engine and with it all cores of the host. */
  boolean computes();

  /** Returns what the user asked to compute with. */
  default EngineAsked engine() {
    return EngineAsked.NOTHING;
  }

  /** Returns what runs a network that the user brought. */
  default ModelRuntime modelRuntime() {
    return ModelRuntime.NONE;
  }

  /** Returns what to find out first because a recipe may say what to compute with; else empty. */
  default Optional<EngineRequest> engineQuestion() {
    return Optional.empty();
  }

  /** Returns one line on what a stopped or crashed run leaves behind, or an empty string. */
  default String afterInterruption() {
    return "";
  }
}
