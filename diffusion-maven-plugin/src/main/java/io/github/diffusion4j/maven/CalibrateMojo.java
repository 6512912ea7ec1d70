package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GatesAsked;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.WorkerResult;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Measures once how like training pictures held-out ones are, and writes it to {@code
 * diffusion.calibration}: a file for version control, by which {@code diffusion:evaluate} and
 * {@code diffusion:check} judge where the held-out pictures are not. It refuses where the
 * environment variable {@code CI} is set: a build must not move its own threshold.
 *
 * @since 0.1.0
 */
@Mojo(name = "calibrate", threadSafe = true, requiresProject = false)
public final class CalibrateMojo extends AbstractEvaluationMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.calibrate.skip", defaultValue = "false")
  private boolean skipCalibrate;

  /** Takes what Maven provides. */
  @Inject
  public CalibrateMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipCalibrate;
  }

  @Override
  GoalRequest request() {
    return request("calibrate", false, GatesAsked.NOTHING);
  }

  @Override
  void report(WorkerResult result) {
    show(result);
  }
}
