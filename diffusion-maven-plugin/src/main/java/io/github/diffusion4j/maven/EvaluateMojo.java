package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GatesAsked;
import io.github.diffusion4j.maven.worker.GoalRequest;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Measures generated pictures beside the training pictures: whether they copy, and whether they are
 * good. It judges nothing; what was measured already is not measured again.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "evaluate",
    defaultPhase = LifecyclePhase.INTEGRATION_TEST,
    threadSafe = true,
    requiresProject = false)
public final class EvaluateMojo extends AbstractEvaluationMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.evaluate.skip", defaultValue = "false")
  private boolean skipEvaluate;

  /** Takes what Maven provides. */
  @Inject
  public EvaluateMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipEvaluate;
  }

  @Override
  GoalRequest request() {
    return request("evaluate", false, GatesAsked.NOTHING);
  }
}
