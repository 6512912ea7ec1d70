package io.github.diffusion4j.maven.worker;

/** The natives of the one engine that a worker computes with. */
public sealed interface EngineNatives permits Natives, TorchNatives {

  /** Returns the project whose natives they are, as a person would name it. */
  String library();

  /** Returns the classifier of the engine's largest jar. */
  String classifier();

  /** Returns the variant that JavaCPP is told to load, empty for the plain one. */
  String extension();
}
