package io.github.diffusion4j.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes an inspection as lines of a label and what is to be said under it. */
final class InspectionText {
  private static final int SIZES = 6;
  private static final int CLASSES = 20;
  private static final int FAULTS = 8;
  private static final int WIDTH = 100;
  private static final int INDENT = 13;

  private final StringBuilder text = new StringBuilder();

  private InspectionText() {}

  static String of(Inspection found) {
    InspectionText lines = new InspectionText();
    lines.text.append(found.path()).append(": ").append(found.kind()).append('\n');
    lines.add(
        "pictures",
        number(found.pictures())
            + (found.bytes() > 0 ? ", " + ByteCount.text(found.bytes()) + " on disk" : ""));
    lines.add("formats", counts(found.formats(), SIZES));
    lines.add("modes", counts(found.modes(), SIZES));
    lines.add("sizes", counts(found.sizes(), SIZES));
    lines.classes(found);
    if (found.imageSize() > 0) {
      lines.add(
          "at " + found.imageSize() + "x" + found.imageSize(),
          ByteCount.text(found.memoryBytes())
              + " in memory"
              + (found.smaller() > 0 ? "; " + number(found.smaller()) + " are smaller" : ""));
    }
    lines.faults(found.unreadable());
    if (found.ignored() > 0) {
      lines.add("ignored", number(found.ignored()) + " other files");
    }
    return lines.text.toString();
  }

  private void classes(Inspection found) {
    if (found.classes().isEmpty()) {
      add("classes", "none");
      return;
    }
    int classless =
        found.pictures() - found.classes().values().stream().mapToInt(Integer::intValue).sum();
    add(
        "classes",
        found.classes().size()
            + ": "
            + counts(found.classes(), CLASSES)
            + (classless > 0 ? "; without a class " + number(classless) : ""));
  }

  private void faults(List<Unreadable> faults) {
    if (faults.isEmpty()) {
      add("unreadable", "none");
      return;
    }
    Map<String, Integer> kinds = new LinkedHashMap<>();
    faults.forEach(fault -> kinds.merge(fault.kind(), 1, Integer::sum));
    add("unreadable", number(faults.size()) + ": " + counts(kinds, SIZES));
    faults.stream().limit(FAULTS).forEach(fault -> add("", cut(fault.toString())));
    if (faults.size() > FAULTS) {
      add("", "and " + number(faults.size() - FAULTS) + " more");
    }
  }

  private static String cut(String line) {
    int most = WIDTH - INDENT - 1;
    return line.length() <= most ? line : line.substring(0, most - 3) + "...";
  }

  private static String counts(Map<String, Integer> counts, int most) {
    String listed =
        counts.entrySet().stream()
            .limit(most)
            .map(entry -> entry.getKey() + " (" + number(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    return counts.size() > most ? listed + " and " + (counts.size() - most) + " more" : listed;
  }

  private static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Adds a line, broken between words where it would be too wide. */
  private void add(String label, String words) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-11s", label));
    for (String word : words.split(" ")) {
      if (line.length() + word.length() > WIDTH && line.length() > INDENT) {
        text.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(" ".repeat(INDENT));
      }
      line.append(word).append(' ');
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
