package io.github.diffusion4j.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Pictures that are there more than once.
 *
 * @param exact groups of pictures of equal pixels
 * @param near groups of pictures that look like the first of their group, copies left out
 * @param sameFiles how many pictures would go if one of each group of equal files were kept; equal
 *     pixels may also come of different files, such as ones that differ where they are transparent
 * @param notCompared different pictures that are too flat for looks to be compared
 */
public record Duplicates(List<Group> exact, List<Group> near, int sameFiles, int notCompared) {
  /** Copies the lists. */
  public Duplicates {
    exact = List.copyOf(exact);
    near = List.copyOf(near);
  }

  /**
   * Pictures that are one.
   *
   * @param pictures two or more, in their order
   */
  public record Group(List<Member> pictures) {
    /** Copies the list. */
    public Group {
      pictures = List.copyOf(pictures);
    }

    /** Tells whether its pictures are of different classes. */
    boolean spansClasses() {
      return pictures.stream().map(Member::label).distinct().count() > 1;
    }
  }

  /**
   * A picture of a group.
   *
   * @param index its place among all pictures, from 0
   * @param name its path or number
   * @param label its class, or ""
   * @param distance in how many of 256 bits its perceptual hash differs from that of the first
   * @param mirrored whether it looks like the first when left and right are exchanged
   */
  public record Member(int index, String name, String label, int distance, boolean mirrored) {}

  /** Returns how many pictures would go if one of each exact group were kept. */
  @JsonProperty("exactPictures")
  public int exactPictures() {
    return surplus(exact);
  }

  /** Returns how many more would go if one of each near group were kept. */
  @JsonProperty("nearPictures")
  public int nearPictures() {
    return surplus(near);
  }

  private static int surplus(List<Group> groups) {
    return groups.stream().mapToInt(group -> group.pictures().size() - 1).sum();
  }
}
