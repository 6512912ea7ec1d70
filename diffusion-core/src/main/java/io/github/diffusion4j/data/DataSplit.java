package io.github.diffusion4j.data;

import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * A data set in two parts that have no picture in common, not even an equal one.
 *
 * @param training the larger part, if less than half is held out
 * @param heldOut the part not to train on
 */
public record DataSplit(Dataset training, Dataset heldOut) {
  /** Bits of a hash that become a number from 0 to 1; a double has one more. */
  private static final int BITS = 52;

  private static final String WITHOUT = "without those held out";
  private static final String ONLY = "those held out";

  static DataSplit of(Dataset whole, double share, String salt) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the share to hold out lies above 0 and below 1, and is not " + share);
    }
    boolean[] out = new boolean[whole.size()];
    IntStream.range(0, out.length).forEach(i -> out[i] = position(whole.digest(i), salt) < share);
    return new DataSplit(
        side(whole, out, false, WITHOUT + rule(share, salt), salt),
        side(whole, out, true, ONLY + rule(share, salt), salt));
  }

  private static String rule(double share, String salt) {
    return " by content, share " + share + ", salt '" + Unreadable.printable(salt) + "'";
  }

  /** Returns the manifest of a training part from that of the whole, which determines it. */
  static DataManifest training(DataManifest whole, double share, String salt) {
    return whole.with(WITHOUT + rule(share, salt), salt);
  }

  private static Dataset side(
      Dataset whole, boolean[] out, boolean heldOut, String what, String salt) {
    int[] indices = IntStream.range(0, out.length).filter(i -> out[i] == heldOut).toArray();
    return new Selection(whole, indices.length, i -> indices[i], what, salt);
  }

  /** Returns where between 0 and 1 the picture of a digest lies. */
  static double position(String digest, String salt) {
    String hash = Digests.sha256((salt + '\n' + digest).getBytes(StandardCharsets.UTF_8));
    return Long.parseLong(hash.substring(0, BITS / 4), 16) / (double) (1L << BITS);
  }
}
