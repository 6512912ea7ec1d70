package io.github.diffusion4j.data;

import java.util.Locale;

/**
 * The outlines of the built-in shapes, each inside a circle of radius 1 around the origin, y
 * downwards.
 */
enum Figure {
  CIRCLE(),
  SQUARE(-0.7, -0.7, 0.7, -0.7, 0.7, 0.7, -0.7, 0.7),
  TRIANGLE(0, -1, 0.87, 0.5, -0.87, 0.5),
  STAR(star()),
  CROSS(
      -0.3, -0.95, 0.3, -0.95, 0.3, -0.3, 0.95, -0.3, 0.95, 0.3, 0.3, 0.3, 0.3, 0.95, -0.3, 0.95,
      -0.3, 0.3, -0.95, 0.3, -0.95, -0.3, -0.3, -0.3),
  RING();

  private static final double RING_RADIUS = 0.75;
  private static final double RING_HALF_WIDTH = 0.2;

  /** x and y of each corner in turn; none for what is round. */
  private final double[] corners;

  Figure(double... corners) {
    this.corners = corners;
  }

  /** Five points, the inner corners at 0.42 of the radius. */
  private static double[] star() {
    double[] corners = new double[20];
    for (int i = 0; i < 10; i++) {
      double radius = i % 2 == 0 ? 1 : 0.42;
      double angle = Math.PI * (i / 5.0 - 0.5);
      corners[2 * i] = radius * StrictMath.cos(angle);
      corners[2 * i + 1] = radius * StrictMath.sin(angle);
    }
    return corners;
  }

  /** Returns the distance from the outline to a point, negative inside. */
  double distance(double x, double y) {
    double fromCentre = Math.sqrt(x * x + y * y);
    return switch (this) {
      case CIRCLE -> fromCentre - 0.95;
      case RING -> Math.abs(fromCentre - RING_RADIUS) - RING_HALF_WIDTH;
      default -> polygonDistance(x, y);
    };
  }

  private double polygonDistance(double x, double y) {
    double nearest = Double.MAX_VALUE;
    boolean inside = false;
    int last = corners.length - 2;
    for (int i = 0; i < corners.length; last = i, i += 2) {
      double edgeX = corners[last] - corners[i];
      double edgeY = corners[last + 1] - corners[i + 1];
      double fromX = x - corners[i];
      double fromY = y - corners[i + 1];
      double along = (fromX * edgeX + fromY * edgeY) / (edgeX * edgeX + edgeY * edgeY);
      double clamped = Math.max(0, Math.min(1, along));
      double missX = fromX - edgeX * clamped;
      double missY = fromY - edgeY * clamped;
      nearest = Math.min(nearest, missX * missX + missY * missY);
      // A ray from the point crosses the outline an odd number of times from inside.
      if (corners[i + 1] > y != corners[last + 1] > y && fromX < edgeX * fromY / edgeY) {
        inside = !inside;
      }
    }
    return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
