package io.github.diffusion4j.bench.decode;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Pixels;
import io.github.diffusion4j.image.ReadOptions;
import io.github.diffusion4j.image.UnreadableImageException;
import java.io.IOException;
import java.util.List;

/** This project, with all its checks. */
record Here(List<byte[]> files) implements Decoder {
  @Override
  public String title() {
    return "here";
  }

  @Override
  public double run(int size) throws IOException {
    long start = System.nanoTime();
    for (byte[] file : files) {
      try {
        Pixels pixels = ImageReader.decode(file, "file", ReadOptions.DEFAULT).pixels();
        if (size > 0) {
          pixels.fitted(size, Fit.CROP);
        }
      } catch (UnreadableImageException unreadable) {
        throw new IOException(unreadable);
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
