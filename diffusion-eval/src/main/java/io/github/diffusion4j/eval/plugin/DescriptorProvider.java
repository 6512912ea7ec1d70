package io.github.diffusion4j.eval.plugin;

import java.nio.file.Path;

/**
 * A module that runs models of some kind. It is found by {@link java.util.ServiceLoader}; {@link
 * NetworkDescriptor#open(Path)} asks each.
 */
public interface DescriptorProvider {
  /** Tells by its name alone whether a file is of a kind that this module runs. */
  boolean supports(Path model);

  /**
   * Opens a model that may come from anywhere, and checks that it takes and gives what the contract
   * says. The caller has checked size and digest, and closes it.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the model does not fit the
   *     contract or cannot be run
   * @throws io.github.diffusion4j.store.StoreException if the file is broken or not allowed
   */
  DescribingNetwork open(Path model, PreprocessingContract contract, NetworkSettings settings);
}
