package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GatesAsked;
import io.github.diffusion4j.maven.worker.GoalRequest;
import java.io.File;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Fails the build unless it is shown that generated pictures copy training pictures no more often
 * than is allowed, and every gate on quality is met. A missing, stale or broken report fails, and
 * so does one that is inconclusive.
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

  /**
   * Limits on metrics of quality, besides the one on copies, which always holds:
   *
   * <pre>{@code
   * <gates>
   *   <gate><metric>fd</metric><maximum>0.3</maximum></gate>
   *   <gate><metric>precision</metric><against>training</against><minimum>80%</minimum></gate>
   * </gates>
   * }</pre>
   *
   * A metric is named as in the report, or by the part before its first descriptor; it is {@code
   * against} {@code held-out} pictures if that is left out. A metric that was not measured fails.
   *
   * @since 0.1.0
   */
  @Parameter private List<GateParameter> gates;

  /**
   * What of a metric has to be within the limits of its gate: {@code interval}, the whole interval
   * of confidence, or {@code estimate}, the number alone. {@code interval} if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.gateBy")
  private String gateBy;

  /**
   * Fails the build if a gate is not met. With {@code false} it is a warning only; the report still
   * says {@code FAILED}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.failOnViolation", defaultValue = "true")
  private boolean failOnViolation;

  /**
   * What {@code diffusion:accept} wrote: copies of training pictures in it do not count. {@code
   * diffusion-baseline.json} of the module, if there is one, if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.baseline")
  private File baseline;

  /**
   * Fails, too, if the rate of copies or a metric is worse than in the baseline by more than chance
   * explains.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.ratchet", defaultValue = "false")
  private boolean ratchet;

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
  boolean failsOnViolation() {
    return failOnViolation;
  }

  @Override
  GoalRequest request() {
    return request("check", judgeOnly == null ? hasPom() : judgeOnly, asked());
  }

  private GatesAsked asked() {
    if (gates != null && gates.isEmpty()) {
      throw new IllegalArgumentException("<gates> is empty; name a <gate>, or leave it out");
    }
    return new GatesAsked(
        gates == null ? List.of() : gates.stream().map(GateParameter::text).toList(),
        gateBy,
        baseline == null ? null : baseline.toPath().toAbsolutePath().normalize(),
        ratchet);
  }
}
