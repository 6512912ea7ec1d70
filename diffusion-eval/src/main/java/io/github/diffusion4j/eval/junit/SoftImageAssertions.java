package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.Dataset;

/** Begins assertions whose failures are collected; see {@link ImageAssertions#assertSoftly}. */
public final class SoftImageAssertions {
  private final Judge judge;

  SoftImageAssertions(Judge judge) {
    this.judge = judge;
  }

  /** Begins an assertion on generated pictures. */
  public ImageSetAssert assertThatImages(ImageSet generated) {
    return ImageSetAssert.of(judge, generated);
  }

  /** Begins an assertion on generated pictures that the test brings itself. */
  public ImageSetAssert assertThatImages(Dataset generated) {
    return assertThatImages(ImageSet.of(generated));
  }
}
