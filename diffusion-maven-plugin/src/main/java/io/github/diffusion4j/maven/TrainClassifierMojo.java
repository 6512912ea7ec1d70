package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.DataLocation;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.TrainClassifierRequest;
import io.github.diffusion4j.maven.worker.WorkerResult;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Trains a classifier of noisy pictures that guides a model when it draws, on the model's data, and
 * says how often it is right at which noise. Continues a training that was stopped.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "train-classifier",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    threadSafe = true,
    requiresProject = false)
public final class TrainClassifierMojo extends AbstractDiffusionMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.trainClassifier.skip", defaultValue = "false")
  private boolean skipTrainClassifier;

  /**
   * Folder of the model that is to be guided. {@code target/diffusion/model} if left out, and
   * {@code ./diffusion/model} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.model")
  private File model;

  /**
   * Folder of the classifier. {@code target/diffusion/classifier} if left out, and {@code
   * ./diffusion/classifier} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifier")
  private File classifier;

  /**
   * The pictures, if they are not where the model's were. A relative path starts at the module's
   * folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.data")
  private String data;

  /**
   * Share of the pictures that accuracy is measured on and nothing is learned from. As the model's
   * recipe says if left out, or else 0.1.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifierHeldOut")
  private Double classifierHeldOut;

  /**
   * Number of optimiser steps; 2000 if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifierSteps")
  private Long classifierSteps;

  /**
   * Pictures in a step; 128 if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifierBatchSize")
  private Integer classifierBatchSize;

  /**
   * Learning rate of the first step, from where it falls to 0; 0.001 if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifierLearningRate")
  private Double classifierLearningRate;

  /**
   * Channels of the first convolutions, a multiple of 4; 24 if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.classifierBaseChannels")
  private Integer classifierBaseChannels;

  /**
   * Seed of everything random.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.seed")
  private Long seed;

  /** Takes what Maven provides. */
  @Inject
  public TrainClassifierMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipTrainClassifier;
  }

  @Override
  GoalRequest request() {
    return new TrainClassifierRequest(
        pathOr(model, "model"),
        pathOr(classifier, "classifier"),
        DataLocation.resolve(data, base()),
        classifierHeldOut,
        classifierSteps,
        classifierBatchSize,
        classifierLearningRate,
        classifierBaseChannels,
        seed,
        engine());
  }

  @Override
  long defaultTimeout() {
    return 0;
  }

  @Override
  void report(WorkerResult result) {
    show(result);
    show(result, "classifier", "Classifier");
  }
}
