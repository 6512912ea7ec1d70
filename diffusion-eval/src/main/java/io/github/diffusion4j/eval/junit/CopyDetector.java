package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.HashDetector;
import io.github.diffusion4j.eval.detect.TiledDetector;

/** The detectors that need no training. */
public enum CopyDetector {
  /** {@link TiledDetector}: the largest difference of 16 tiles, mirrored too. */
  PIXELS {
    @Override
    Detector of(Dataset training) {
      return new TiledDetector(new PixelDescriptor(training.imageSize(), training.channels()));
    }
  },
  /** {@link HashDetector}: a perceptual hash in eight orientations. */
  HASH {
    @Override
    Detector of(Dataset training) {
      return new HashDetector();
    }
  };

  abstract Detector of(Dataset training);
}
