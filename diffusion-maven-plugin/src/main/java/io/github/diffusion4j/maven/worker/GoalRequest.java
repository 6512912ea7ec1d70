package io.github.diffusion4j.maven.worker;

import java.util.List;

/** What a goal asks of the worker: one sub-command of the command line program and its options. */
public sealed interface GoalRequest permits TrainRequest, SampleRequest, InspectRequest {

  /** Returns the goal's name, which is also the sub-command's. */
  String goal();

  /** Returns the options of the sub-command, without the sub-command itself. */
  List<String> arguments();

  /** Tells whether the work needs the native engine and with it all cores of the host. */
  boolean computes();

  /** Returns one line on what a stopped or crashed run leaves behind, or an empty string. */
  default String afterInterruption() {
    return "";
  }
}
