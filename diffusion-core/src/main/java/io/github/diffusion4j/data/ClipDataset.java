package io.github.diffusion4j.data;

import java.util.List;

/**
 * Clips of square frames of one size and number of channels, in memory; they may differ in length.
 *
 * @param clips in natural order of their names, at least one
 * @param manifest the files they were made of
 * @param unreadable clips that were left out, with the reasons
 */
public record ClipDataset(List<Clip> clips, DataManifest manifest, List<Unreadable> unreadable) {
  /** Copies the lists. */
  public ClipDataset {
    clips = List.copyOf(clips);
    unreadable = List.copyOf(unreadable);
    if (clips.isEmpty()) {
      throw new IllegalArgumentException("a data set of clips has at least one");
    }
  }

  /**
   * Reads the clips of a folder: each animated GIF is one, and each folder of pictures, frame by
   * frame in natural order of their names (frame9 before frame10). Or reads one GIF. A clip that
   * cannot be read whole is left out.
   *
   * @param spec its path is the folder or file; the share held out does not matter here
   * @throws DataException if there are no clips, if none can be read, or one cannot and the spec
   *     says to fail then; or if they are too large for the heap
   */
  public static ClipDataset open(DataSpec spec) {
    return new ClipLoader(spec).load();
  }

  /** Returns the number of clips. */
  public int size() {
    return clips.size();
  }

  /** Returns the pixels of a frame's side. */
  public int imageSize() {
    return clips.get(0).frames().get(0).width();
  }

  /** Returns 1 for grey, 3 for RGB. */
  public int channels() {
    return clips.get(0).frames().get(0).channels();
  }
}
