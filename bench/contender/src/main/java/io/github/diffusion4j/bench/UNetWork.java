package io.github.diffusion4j.bench;

import java.util.List;

/**
 * A training step or a forward pass of a U-Net without classes and dropout.
 *
 * <p>Its layers are those of {@code io.github.diffusion4j.nn.UNet}. With frames it works on clips
 * {@code [N, C, L, H, W]}: each 3x3 convolution becomes one of 3x3x3, height and width alone are
 * halved, and attention runs over all places of all frames (Höppe et al. 2022, RaMViD).
 *
 * @param name as in {@link Works}
 * @param repetitions how often in one turn
 * @param training whether a repetition is a whole training step: forward, mean squared error
 *     against the input, backward, gradient clipped to norm 1, AdamW, average of the weights;
 *     otherwise it is the forward pass without gradients
 * @param batch pictures or clips
 * @param frames of a clip; 0 for pictures
 * @param size height and width
 * @param channels of a picture
 * @param base channels at the first level
 * @param multipliers channels of each level as multiples of {@code base}
 * @param blocks residual blocks a level on the way down; one more on the way up
 * @param attention height at which blocks are followed by attention; the middle always has it
 * @param headChannels channels of one attention head
 */
public record UNetWork(
    String name,
    int repetitions,
    boolean training,
    int batch,
    int frames,
    int size,
    int channels,
    int base,
    List<Integer> multipliers,
    int blocks,
    int attention,
    int headChannels)
    implements Work {

  /** Copies the multipliers. */
  public UNetWork {
    multipliers = List.copyOf(multipliers);
  }

  /** Tells whether it works on clips. */
  public boolean video() {
    return frames > 0;
  }

  /** Returns how many groups that many channels are normalised in: four a group, at most 32. */
  public int groupsOf(int width) {
    return Math.min(32, Math.max(1, width / 4));
  }

  /** Returns the shape of the input: {@code [N, C, H, W]} or {@code [N, C, L, H, W]}. */
  public int[] shape() {
    return video()
        ? new int[] {batch, channels, frames, size, size}
        : new int[] {batch, channels, size, size};
  }
}
