package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.EvaluationRequest;
import io.github.diffusion4j.maven.worker.GatesAsked;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.WorkerResult;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Accepts the findings of the report that {@code diffusion:evaluate} wrote: copies of these
 * training pictures do not count any more, until others are copied, too. It is for a person who has
 * looked at the page, and refuses where the environment variable {@code CI} is set.
 *
 * @since 0.1.0
 */
@Mojo(name = "accept", threadSafe = true, requiresProject = false)
public final class AcceptMojo extends AbstractEvaluationMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.accept.skip", defaultValue = "false")
  private boolean skipAccept;

  /**
   * The file to write, which belongs under version control. {@code diffusion-baseline.json} of the
   * module if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.baseline")
  private File baseline;

  /** Takes what Maven provides. */
  @Inject
  public AcceptMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipAccept;
  }

  @Override
  GoalRequest request() {
    return request(
        EvaluationRequest.ACCEPT,
        false,
        GatesAsked.baseline(
            baseline == null ? null : baseline.toPath().toAbsolutePath().normalize()));
  }

  @Override
  void report(WorkerResult result) {
    show(result);
  }
}
