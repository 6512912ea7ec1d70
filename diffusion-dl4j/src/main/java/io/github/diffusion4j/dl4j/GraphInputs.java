package io.github.diffusion4j.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which input of a graph gets what. Every input of the graph is named once.
 *
 * @param pictures the input of the noisy pictures, {@code [N, C, H, W]}
 * @param noise how the graph is told how noisy they are
 * @param labels the input of the classes; empty if the graph is told of none
 */
public record GraphInputs(String pictures, Noise noise, Optional<Labels> labels) {

  /** How a graph is told the preconditioning's noise condition, a number per picture. */
  public sealed interface Noise {}

  /** It is not told: it sees the noise. */
  public record Untold() implements Noise {}

  /**
   * As one more channel behind the pictures', which is the same everywhere: the input of the
   * pictures is {@code [N, C + 1, H, W]}.
   *
   * @param scale what the condition is multiplied by
   */
  public record Plane(double scale) implements Noise {
    /** Checks the scale. */
    public Plane {
      requireScale(scale);
    }
  }

  /**
   * As an input of its own, {@code [N, 1]}.
   *
   * @param input its name
   * @param scale what the condition is multiplied by
   */
  public record Column(String input, double scale) implements Noise {
    /** Checks the scale. */
    public Column {
      Objects.requireNonNull(input, "input");
      requireScale(scale);
    }
  }

  /**
   * Classes as an input of their own, {@code [N, classes]}: 1 in the column of the picture's class
   * and 0 elsewhere; zeros alone for a picture without a class.
   *
   * @param input its name
   * @param classes how many there are, 1 or more
   */
  public record Labels(String input, int classes) {
    /** Checks the count. */
    public Labels {
      Objects.requireNonNull(input, "input");
      if (classes < 1) {
        throw new IllegalArgumentException(
            "labels of " + classes + " classes; there is 1 or more, or no input for them");
      }
    }
  }

  /** Checks that no input has two uses. */
  public GraphInputs {
    Objects.requireNonNull(pictures, "pictures");
    Objects.requireNonNull(noise, "noise");
    Objects.requireNonNull(labels, "labels");
    List<String> names = names(pictures, noise, labels);
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "the inputs " + names + " name one twice; each input gets one thing");
    }
  }

  /** A graph that is told nothing but the pictures, until more is added. */
  public static GraphInputs of(String pictures) {
    return new GraphInputs(pictures, new Untold(), Optional.empty());
  }

  /**
   * Adds the noise condition as a constant channel.
   *
   * @param scale what the condition is multiplied by so that it is about 1: 1 for EDM's, which is
   *     {@code ln(sigma) / 4}; 1 over the number of steps for a schedule's, which is a step
   */
  public GraphInputs noisePlane(double scale) {
    return new GraphInputs(pictures, new Plane(scale), labels);
  }

  /**
   * Adds the noise condition as an input.
   *
   * @param scale as in {@link #noisePlane}
   */
  public GraphInputs noiseInput(String input, double scale) {
    return new GraphInputs(pictures, new Column(input, scale), labels);
  }

  /** Adds the classes as an input. */
  public GraphInputs labelInput(String input, int classes) {
    return new GraphInputs(pictures, noise, Optional.of(new Labels(input, classes)));
  }

  /** Returns all names. */
  List<String> names() {
    return names(pictures, noise, labels);
  }

  private static List<String> names(String pictures, Noise noise, Optional<Labels> labels) {
    List<String> names = new ArrayList<>(List.of(pictures));
    if (noise instanceof Column column) {
      names.add(column.input());
    }
    labels.ifPresent(given -> names.add(given.input()));
    return names;
  }

  private static void requireScale(double scale) {
    if (!(Math.abs(scale) > 0 && Math.abs(scale) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the noise condition's scale is " + scale + "; it is a finite number other than 0");
    }
  }
}
