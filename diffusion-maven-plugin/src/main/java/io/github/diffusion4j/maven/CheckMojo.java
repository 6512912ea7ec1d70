package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GoalRequest;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Fails the build unless it is shown that generated pictures copy training pictures no more often
 * than is allowed. A missing, stale or broken report fails, and so does one that is inconclusive.
 *
 * <p>In a project it judges what {@code diffusion:evaluate} measured; in a folder without a POM it
 * measures first.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    threadSafe = true,
    requiresProject = false)
public final class CheckMojo extends AbstractEvaluationMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.check.skip", defaultValue = "false")
  private boolean skipCheck;

  /**
   * Judges the report that is there and measures nothing. True in a project and false without a POM
   * if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.judgeOnly")
  private Boolean judgeOnly;

  /** Takes what Maven provides. */
  @Inject
  public CheckMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipCheck;
  }

  @Override
  GoalRequest request() {
    return request("check", judgeOnly == null ? hasPom() : judgeOnly);
  }
}
