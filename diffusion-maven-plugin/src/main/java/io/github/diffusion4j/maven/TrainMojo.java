package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.DataLocation;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.TrainRequest;
import io.github.diffusion4j.maven.worker.WorkerResult;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Trains a diffusion model on a folder, ZIP or IDX file of pictures, or on built-in shapes, and
 * writes the model with a page that shows the training. Does nothing when data and settings are
 * those of the model that is there; continues a training that was stopped.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "train",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    threadSafe = true,
    requiresProject = false)
public final class TrainMojo extends AbstractDiffusionMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.train.skip", defaultValue = "false")
  private boolean skipTrain;

  /**
   * The pictures: a folder (its sub-folders are the classes), a ZIP of one, an IDX file or the
   * folder with a pair of them, plain or gzip; or {@code shapes} for the built-in captioned shapes,
   * or {@code close-ups} of them. A relative path starts at the module's folder. Taken from the
   * recipe or preset if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.data")
  private String data;

  /**
   * How a picture becomes a square: {@code crop} cuts the centre out, {@code pad} adds black.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.fit")
  private String fit;

  /**
   * Folder that keeps decoded pictures, so that they are decoded once; {@code auto} for {@code
   * diffusion4j} in the user's folder for caches, {@code none} to decode each time. A relative path
   * starts at the module's folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.cache")
  private String cache;

  /**
   * Folder of the model. {@code target/diffusion/model} if left out, and {@code ./diffusion/model}
   * in a folder without a POM. Name one outside of {@code target} to keep the model over a {@code
   * clean}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.model")
  private File model;

  /**
   * YAML file with the whole recipe: data, network, noise and training. Parameters given here win
   * over it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.recipe")
  private File recipe;

  /**
   * Name of a built-in recipe, such as {@code shapes-quick}. A wrong name is answered with the list
   * of all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.preset")
  private String preset;

  /**
   * Side of the square pictures in pixels, such as 32.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.imageSize")
  private Integer imageSize;

  /**
   * Number of optimiser steps, such as 2000.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.steps")
  private Long steps;

  /**
   * Longest training time, such as {@code 20m} or {@code PT20M}; the model is what has been learnt
   * by then.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.maxDuration")
  private String maxDuration;

  /**
   * Pictures in a step, such as 64. Memory grows with it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.batchSize")
  private Integer batchSize;

  /**
   * Seed of everything random; the same seed gives the same model on the same host.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.seed")
  private Long seed;

  /**
   * Trains from the start, also if the model is up to date.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.force", defaultValue = "false")
  private boolean force;

  /** Takes what Maven provides. */
  @Inject
  public TrainMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipTrain;
  }

  @Override
  GoalRequest request() {
    return new TrainRequest(
        DataLocation.resolve(data, base()),
        fit,
        DataLocation.resolveCache(cache, base()),
        pathOr(model, "model"),
        recipe == null ? null : recipe.toPath().toAbsolutePath(),
        preset,
        imageSize,
        steps,
        maxDuration,
        batchSize,
        seed,
        force,
        engine());
  }

  @Override
  long defaultTimeout() {
    return 0;
  }

  @Override
  void report(WorkerResult result) {
    show(result);
    show(result, "model", "Model");
    show(result, "page", "How it was trained");
  }
}
