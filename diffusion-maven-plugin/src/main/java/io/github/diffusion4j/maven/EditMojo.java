package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.EditRequest;
import io.github.diffusion4j.maven.worker.GoalRequest;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Draws pictures that begin with one that is given: the picture anew, the part of it under a mask,
 * pictures on the way to another, or the picture of its own noise.
 *
 * @since 0.1.0
 */
@Mojo(name = "edit", threadSafe = true, requiresProject = false)
public final class EditMojo extends AbstractSamplingMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.edit.skip", defaultValue = "false")
  private boolean skipEdit;

  /**
   * The picture to begin with, fitted to the model as in training.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.picture")
  private File picture;

  /**
   * Picture of the same size, white where it is drawn anew, black where it stays.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.mask")
  private File mask;

  /**
   * Another picture: pictures on the way to it are drawn, by a sampler that adds no noise.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.to")
  private File to;

  /**
   * Takes the picture to its noise, by the sampler walked the other way, and draws it again from
   * there.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.encode", defaultValue = "false")
  private boolean encode;

  /**
   * With {@code encode}: the class that is drawn again, as the model names it; {@code classLabel}
   * if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.decodeClass")
  private String decodeClass;

  /**
   * How much changes, above 0 to 1; 0.6 if left out, and 1 with a mask.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.strength")
  private Double strength;

  /**
   * With a mask: how often each part of the way is walked (RePaint); 1 if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.resamplings")
  private Integer resamplings;

  /**
   * With {@code resamplings}: how many steps each goes back up; 10 if left out, or half of the
   * steps.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.jump")
  private Integer jump;

  /**
   * Number of pictures; 8 if left out. Between two pictures, both ends count; {@code encode} draws
   * one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.samples")
  private Integer samples;

  /**
   * Folder that receives the pictures. {@code target/diffusion/edits} if left out, and {@code
   * ./diffusion/edits} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.samplesDirectory")
  private File samplesDirectory;

  /** Takes what Maven provides. */
  @Inject
  public EditMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipEdit;
  }

  @Override
  GoalRequest request() {
    return new EditRequest(
        model(),
        path(picture),
        path(mask),
        path(to),
        encode,
        decodeClass,
        strength,
        resamplings,
        jump,
        samples,
        pathOr(samplesDirectory, "edits"),
        sampling(),
        force(),
        engine());
  }
}
