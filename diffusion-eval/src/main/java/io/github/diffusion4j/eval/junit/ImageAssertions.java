package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.Dataset;
import java.util.function.Consumer;

/**
 * Where assertions on generated pictures begin, in tests of a class with {@link
 * DiffusionEvaluation}:
 *
 * <pre>{@code
 * assertThatImages(pictures).against(training).calibratedOn(heldOut)
 *     .replicationRate().isAtMost(0.01).withConfidence(0.95);
 * }</pre>
 *
 * <p>An assertion that was begun and not ended fails its test.
 */
public final class ImageAssertions {
  private ImageAssertions() {}

  /**
   * Begins an assertion on generated pictures.
   *
   * @throws org.junit.jupiter.api.extension.ExtensionConfigurationException if no test of a class
   *     with {@link DiffusionEvaluation} runs on this thread
   */
  public static ImageSetAssert assertThatImages(ImageSet generated) {
    TestRun run = TestRun.current();
    return ImageSetAssert.of(new Judge(run, Failures.thrown()), generated);
  }

  /** Begins an assertion on generated pictures that the test brings itself. */
  public static ImageSetAssert assertThatImages(Dataset generated) {
    return assertThatImages(ImageSet.of(generated));
  }

  /**
   * Runs assertions to the end and then fails with all that failed, as one {@code
   * MultipleFailuresError} if it is more than one. The test is aborted only if none failed.
   */
  public static void assertSoftly(Consumer<SoftImageAssertions> assertions) {
    Failures.Collected collected = new Failures.Collected();
    assertions.accept(new SoftImageAssertions(new Judge(TestRun.current(), collected)));
    collected.raise();
  }
}
