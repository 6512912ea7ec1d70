package io.github.diffusion4j.maven;

import io.github.diffusion4j.maven.worker.GatesAsked;
import io.github.diffusion4j.maven.worker.GoalRequest;
import io.github.diffusion4j.maven.worker.SampleRequest;
import io.github.diffusion4j.maven.worker.SamplingAsked;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/**
 * Measures generated pictures beside the training pictures: whether they copy, and whether they are
 * good. Has them drawn first where there is a model and none of its pictures. It judges nothing;
 * what was measured already is not measured again.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "evaluate",
    defaultPhase = LifecyclePhase.INTEGRATION_TEST,
    threadSafe = true,
    requiresProject = false)
public final class EvaluateMojo extends AbstractEvaluationMojo {

  private static final String MANIFEST = "model.json";

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.evaluate.skip", defaultValue = "false")
  private boolean skipEvaluate;

  /**
   * Folder of the model that draws the pictures, where {@code diffusion.generated} is left out and
   * there are none yet, or those of another model. {@code target/diffusion/model} if left out, and
   * {@code ./diffusion/model} in a folder without a POM.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.model")
  private File model;

  /**
   * Number of pictures to draw, where there are none yet. As the recipe says if left out.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.samples")
  private Integer samples;

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
  Optional<GoalRequest> first() {
    Path drawing = pathOr(model, "model");
    return drawn()
        .filter(folder -> Files.isRegularFile(drawing.resolve(MANIFEST)))
        .map(
            folder ->
                new SampleRequest(
                    drawing, samples, folder, SamplingAsked.NOTHING, false, true, false, engine()));
  }

  @Override
  GoalRequest request() {
    return request("evaluate", false, GatesAsked.NOTHING);
  }
}
