package io.github.diffusion4j.image;

/**
 * The eight ways to turn and mirror a picture: it is transposed or not, then mirrored left to right
 * or not, then turned upside down or not.
 */
public enum Dihedral {
  /** As it is. */
  IDENTITY(false, false, false),
  /** Left is right. */
  MIRRORED(false, true, false),
  /** Top is bottom. */
  FLIPPED(false, false, true),
  /** Turned by 180 degrees. */
  ROTATED_180(false, true, true),
  /** Rows are columns. */
  TRANSPOSED(true, false, false),
  /** Turned by 90 degrees clockwise. */
  ROTATED_90(true, true, false),
  /** Turned by 90 degrees counter-clockwise. */
  ROTATED_270(true, false, true),
  /** Rows are columns, both counted from their ends. */
  ANTITRANSPOSED(true, true, true);

  final boolean transposes;
  final boolean mirrors;
  final boolean flips;

  Dihedral(boolean transposes, boolean mirrors, boolean flips) {
    this.transposes = transposes;
    this.mirrors = mirrors;
    this.flips = flips;
  }
}
