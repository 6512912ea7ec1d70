package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.image.Image;

/** Pixels as whole numbers from 0 to 255, which floats hold without rounding. */
record PixelLevels(PixelDescriptor pixels) implements Descriptor {
  /** The largest level. */
  static final double LARGEST = 255;

  @Override
  public DescriptorIdentity identity() {
    DescriptorIdentity scaled = pixels.identity();
    return DescriptorIdentity.of(
        "pixel-levels", scaled.preprocessing().replace("[0, 1]", "[0, 255]"));
  }

  @Override
  public double[] describe(Image picture) {
    return pixels.levels(picture);
  }
}
