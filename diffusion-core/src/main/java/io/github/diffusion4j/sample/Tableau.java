package io.github.diffusion4j.sample;

import java.util.Arrays;

/**
 * The coefficients of an explicit Runge-Kutta method with an error estimate whose last stage is the
 * result: slope {@code i} is taken at {@code y + h sum_j stages[i][j] slope_j}.
 *
 * @param stages row i has i numbers; the last row makes the result
 * @param errors what slopes are multiplied by to give the error per step, one number a stage
 */
record Tableau(double[][] stages, double[] errors) {
  /** Order 5 with an error of order 4 (Dormand and Prince 1980). */
  static final Tableau DORMAND_PRINCE =
      new Tableau(
          new double[][] {
            {},
            {1.0 / 5},
            {3.0 / 40, 9.0 / 40},
            {44.0 / 45, -56.0 / 15, 32.0 / 9},
            {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
            {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
            {35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84}
          },
          new double[] {
            71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40
          });

  /** Returns how far into the step a stage is, as a share of it. */
  double node(int stage) {
    return Arrays.stream(stages[stage]).sum();
  }

  int last() {
    return stages.length - 1;
  }
}
