package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The way up of a U-Net: each block also sees what the way down left at its resolution. */
final class Decoder {
  private final List<Level> levels = new ArrayList<>();
  private final Normalisation outputNorm;
  private final Convolution output;

  /** Blocks at one resolution; twice is null at the last. */
  private record Level(List<UNetParts.Block> blocks, UNetParts.Step twice) {}

  Decoder(Parameters parameters, UNetParts parts, Encoder encoder) {
    UNetSpec spec = parts.spec();
    boolean everywhere = parts.style().decoderAttention() == UNetStyle.DecoderAttention.EVERY_BLOCK;
    Deque<Integer> skips = encoder.skipChannels();
    int width = encoder.channels();
    for (int level = parts.levels() - 1; level >= 0; level--) {
      Parameters names = parameters.in("up." + level);
      int resolution = parts.ports().imageSize() >> level;
      int out = parts.channels(level);
      List<UNetParts.Block> blocks = new ArrayList<>();
      for (int i = 0; i <= spec.blocks(); i++) {
        boolean attention = everywhere || i == spec.blocks();
        blocks.add(parts.block(names, i, resolution, attention, width + skips.pop(), out));
        width = out;
      }
      levels.add(new Level(blocks, level == 0 ? null : parts.doubling(names.in("double"), width)));
    }
    outputNorm = Normalisation.of(parameters.in("output.norm"), width, parts.style());
    output =
        Convolution.zero(
            parameters.in("output"), width, parts.ports().outputChannels(), parts.kernel(3));
  }

  /** Runs it on what the way down left, which it uses up. */
  Tensor forward(Encoder.Result encoded, Tensor embedded, Pass pass) {
    Tensor h = encoded.last();
    for (Level level : levels) {
      for (UNetParts.Block block : level.blocks) {
        h = block.forward(List.of(h, encoded.skips().pop()), embedded, pass);
      }
      if (level.twice != null) {
        h = level.twice.forward(h, embedded, pass);
      }
    }
    return output.forward(outputNorm.forwardSilu(h));
  }
}
