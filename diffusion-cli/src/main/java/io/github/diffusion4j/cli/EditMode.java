package io.github.diffusion4j.cli;

/** What is done to a picture. */
enum EditMode {
  /** It is drawn anew from the middle on. */
  IMAGE_TO_IMAGE,
  /** What a mask shows is drawn. */
  INPAINT,
  /** Pictures between it and another are drawn. */
  INTERPOLATE,
  /** It is taken to its noise and drawn again from there. */
  ENCODE
}
