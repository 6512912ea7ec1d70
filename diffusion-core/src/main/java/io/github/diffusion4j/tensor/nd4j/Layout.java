package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Shape;

/** How the elements of an array lie in memory. */
enum Layout {
  /** Row-major. */
  PLAIN(1),

  /**
   * {@code [N, C / 16, H, W, 16]}: sixteen channels of a place side by side, as oneDNN's AVX-512
   * convolutions want them. Only for {@code [N, C, H, W]} and {@code [N, C, L, H, W]} with C a
   * multiple of 16.
   */
  BLOCKED(16);

  /** How many channels of one place lie side by side. */
  final int lanes;

  Layout(int lanes) {
    this.lanes = lanes;
  }

  /** Returns the blocked layout where a shape allows it. */
  static Layout blockedIfFits(Shape shape) {
    boolean fits = (shape.rank() == 4 || shape.rank() == 5) && shape.dim(1) % BLOCKED.lanes == 0;
    return fits ? BLOCKED : PLAIN;
  }

  /**
   * Returns which row-major element of {@code [N, C, ...]} lies at a position.
   *
   * @param area how many places there are
   */
  int rowMajor(int position, int area) {
    int lane = position % lanes;
    int place = position / lanes % area;
    int block = position / lanes / area;
    return (block * lanes + lane) * area + place;
  }
}
