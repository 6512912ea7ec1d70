package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import java.util.List;

/**
 * Pictures that follow each other in time.
 *
 * @param name its folder or file, by the path inside the data folder
 * @param frames one or more, of one size and number of channels
 * @param delays for each frame how many milliseconds it is shown; 0 where nobody said so
 * @param digest the SHA-256 of its file, or over the digests of its frames' files
 */
public record Clip(String name, List<Image> frames, List<Integer> delays, String digest) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are no frames, if they differ in size or channels, or
   *     if the delays are not as many
   */
  public Clip {
    frames = List.copyOf(frames);
    delays = List.copyOf(delays);
    if (frames.isEmpty() || delays.size() != frames.size()) {
      throw new IllegalArgumentException(
          "a clip has frames and as many delays, not " + frames.size() + " and " + delays.size());
    }
    Image first = frames.get(0);
    for (Image frame : frames) {
      if (!frame.toString().equals(first.toString())) {
        throw new IllegalArgumentException(
            "the frames of a clip are of one kind, but "
                + name
                + " has "
                + first
                + " and "
                + frame);
      }
    }
  }

  /** Returns the number of frames. */
  public int length() {
    return frames.size();
  }
}
