package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.DataLocation;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.InspectRequest;
import io.github.diffusion4j.maven.worker.WorkerResult;
import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Says whether a data set is fit to train on: which files cannot be read and why, which pictures
 * are there more than once, sizes, modes, classes and captions; in the log, as JSON and as a page
 * with pictures.
 *
 * @since 0.1.0
 */
@Mojo(name = "inspect", threadSafe = true, requiresProject = false)
public final class InspectMojo extends AbstractDiffusionMojo {

  private static final long HOUR = 3600;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.inspect.skip", defaultValue = "false")
  private boolean skipInspect;

  /**
   * The pictures, as for the goal {@code train}: a folder, a ZIP, IDX files, {@code shapes} or
   * {@code close-ups}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.data")
  private String data;

  /**
   * Side of the square pictures in pixels that training would use, such as 32.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.imageSize")
  private Integer imageSize;

  /**
   * The page that is written. {@code target/diffusion/inspect.html} if left out, and {@code
   * ./diffusion/inspect.html} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.inspect.html")
  private File html;

  /**
   * The file that receives everything found as JSON. {@code target/diffusion/inspect.json} if left
   * out, and {@code ./diffusion/inspect.json} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.inspect.json")
  private File json;

  /** Takes what Maven provides. */
  @Inject
  public InspectMojo(RepositorySystem repositorySystem, ToolchainManager toolchains) {
    super(repositorySystem, toolchains);
  }

  @Override
  boolean skipsGoal() {
    return skipInspect;
  }

  @Override
  GoalRequest request() {
    return new InspectRequest(
        DataLocation.resolve(data, base()),
        imageSize,
        pathOr(html, "inspect.html"),
        pathOr(json, "inspect.json"));
  }

  @Override
  long defaultTimeout() {
    return HOUR;
  }

  @Override
  void report(WorkerResult result) {
    show(result);
    show(result, "page", "With pictures");
    show(result, "report", "As JSON");
  }
}
