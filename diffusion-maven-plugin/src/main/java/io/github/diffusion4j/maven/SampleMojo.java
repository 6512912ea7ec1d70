package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.SampleRequest;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Draws pictures from a trained model: PNG files, a contact sheet of all of them, and a JSON
 * manifest that says how each was made.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "sample",
    defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
    threadSafe = true,
    requiresProject = false)
public final class SampleMojo extends AbstractSamplingMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.sample.skip", defaultValue = "false")
  private boolean skipSample;

  /**
   * Number of pictures, such as 64.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.samples")
  private Integer samples;

  /**
   * Folder that receives the pictures. {@code target/diffusion/samples} if left out, and {@code
   * ./diffusion/samples} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.samplesDirectory")
  private File samplesDirectory;

  /**
   * Tells in {@code samples.json} of all pictures how strongly their classes pull, also where
   * guidance is off; the model is asked twice there.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.guard", defaultValue = "false")
  private boolean guard;

  /** Takes what Maven provides. */
  @Inject
  public SampleMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipSample;
  }

  @Override
  GoalRequest request() {
    return new SampleRequest(
        model(),
        samples,
        pathOr(samplesDirectory, "samples"),
        sampling(),
        guard,
        false,
        force(),
        engine());
  }
}
