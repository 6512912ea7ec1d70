package io.github.diffusion4j.edit;

import io.github.diffusion4j.sample.Intervention;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplingStep;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Draws a part of pictures and leaves the rest: after each step, what is known is put back with new
 * noise of that level on it, {@code x' = mask * x + (1 - mask) * (known + sigma * noise)} (Song et
 * al. 2021). Where the mask is 0, the result is the known picture exactly if the last level is 0.
 *
 * <p>The part that is drawn hears of the known part only by the denoiser, always one step late, so
 * the two may not fit; {@link RePaint} mends that at a cost.
 */
public final class Inpainting implements Intervention {
  private final Tensor kept;
  private final Tensor mask;
  private final Tensor rest;
  private final NoiseStreams noise;

  /**
   * Prepares runs. Its tensors belong to the scope that is open.
   *
   * @param known the pictures, {@code [N, C, H, W]}, -1 to 1; what they hold under the mask does
   *     not matter but must be finite
   * @param mask 1 where they are drawn, 0 where they are kept, in between for soft borders; {@code
   *     [N, 1, H, W]}, or any shape that grows into that of the pictures
   * @param noise for the known part
   * @throws IllegalArgumentException if the mask holds numbers outside 0 to 1
   * @throws ShapeException if its shape does not grow into the pictures'
   */
  public Inpainting(Tensor known, Tensor mask, NoiseStreams noise) {
    if (!Shape.broadcast("inpainting", mask.shape(), known.shape()).equals(known.shape())) {
      throw new ShapeException(
          "the mask " + mask.shape() + " does not grow into the pictures " + known.shape());
    }
    for (float value : mask.toFloats()) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "the mask holds " + value + "; it is 1 where pictures are drawn and 0 where they stay");
      }
    }
    this.mask = mask;
    this.noise = noise;
    rest = mask.affine(-1, 1);
    kept = known.multiply(rest);
  }

  @Override
  public Tensor after(SamplingStep step, Tensor next, double sigma) {
    Tensor result = next.multiply(mask).add(kept);
    if (sigma == 0) {
      return result;
    }
    Tensor drawn = noise.next(next.engine(), next.shape(), next.type());
    return result.add(drawn.multiply(rest).multiply(sigma));
  }
}
