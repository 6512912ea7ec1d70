package io.github.diffusion4j.cli;

import io.github.diffusion4j.recipe.Keys;
import io.github.diffusion4j.recipe.SamplingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which class each picture gets.
 *
 * @param classes of the model, by label
 * @param labels of the pictures; -1 is none
 * @param inTurn whether all classes take turns
 */
record ClassLabels(List<String> classes, List<Integer> labels, boolean inTurn) {
  /** The option that names the class of pictures. */
  static final String CLASS = "--class-label";

  /** Asks for pictures of no class in particular. */
  private static final String NONE = "none";

  private static final int SHOWN_CLASSES = 12;

  ClassLabels {
    classes = List.copyOf(classes);
    labels = List.copyOf(labels);
  }

  /**
   * Gives every picture its class.
   *
   * @param asked name or number of the class, or {@code none}; null to take the recipe's
   * @throws UserError if the model has no such class; the message names those it has
   */
  static ClassLabels of(List<String> classes, String asked, SamplingSpec sampling) {
    boolean none = NONE.equals(asked) && !classes.isEmpty() && !classes.contains(NONE);
    Integer fixed =
        none ? Integer.valueOf(-1) : label(CLASS, classes, asked, sampling.classLabel());
    int count = sampling.count();
    List<Integer> labels =
        IntStream.range(0, count).mapToObj(i -> label(i, fixed, classes.size())).toList();
    return new ClassLabels(classes, labels, fixed == null && classes.size() > 1);
  }

  /**
   * Returns the label of a class.
   *
   * @param option that it was asked for by
   * @param asked name or number of the class; null to take the recipe's
   * @param recipes what the recipe says; null for nothing
   * @return null if neither says anything
   * @throws UserError if there is no such class; the message names those there are
   */
  static Integer label(String option, List<String> classes, String asked, Integer recipes) {
    Integer label = recipes;
    if (asked != null) {
      int named = classes.indexOf(asked);
      boolean number = named < 0 && asked.matches("\\d{1,9}");
      label = number ? Integer.valueOf(asked) : Integer.valueOf(named);
    }
    if (label != null && (label < 0 || label >= classes.size())) {
      throw unknown(option, classes, asked == null ? String.valueOf(recipes) : asked);
    }
    return label;
  }

  /** Returns the class of a picture by name; empty if it has none. */
  String name(int picture) {
    int label = labels.get(picture);
    return label < 0 ? "" : classes.get(label);
  }

  /** Returns the labels of pictures from one (inclusive) to another (exclusive). */
  int[] range(int from, int to) {
    return labels.subList(from, to).stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns whether the contact sheet shows one class a row. */
  boolean rowsAreClasses() {
    return inTurn && labels.size() >= 2 * classes.size();
  }

  /** Returns how many pictures a row of the contact sheet has. */
  int columns() {
    int count = labels.size();
    return rowsAreClasses()
        ? (count + classes.size() - 1) / classes.size()
        : (int) Math.ceil(Math.sqrt(count));
  }

  /** Returns which picture stands at each place of the contact sheet; -1 leaves it free. */
  List<Integer> sheetOrder() {
    if (!rowsAreClasses()) {
      return IntStream.range(0, labels.size()).boxed().toList();
    }
    List<Integer> order = new ArrayList<>();
    for (int row = 0; row < classes.size(); row++) {
      for (int column = 0; column < columns(); column++) {
        int picture = column * classes.size() + row;
        order.add(picture < labels.size() ? picture : -1);
      }
    }
    return order;
  }

  private static int label(int picture, Integer fixed, int classes) {
    if (fixed != null) {
      return fixed;
    }
    return classes == 0 ? -1 : picture % classes;
  }

  private static UserError unknown(String option, List<String> classes, String asked) {
    if (classes.isEmpty()) {
      return new UserError(
          option + " is " + asked + ", but this model was trained without classes; leave it out");
    }
    int shown = Math.min(SHOWN_CLASSES, classes.size());
    return new UserError(
        option
            + " is "
            + asked
            + Keys.suggestion(asked, classes)
            + "\nthe model's classes are 0 to "
            + (classes.size() - 1)
            + ": "
            + String.join(", ", classes.subList(0, shown))
            + (shown < classes.size() ? ", ..." : ""));
  }
}
