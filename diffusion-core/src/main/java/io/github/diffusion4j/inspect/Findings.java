package io.github.diffusion4j.inspect;

import io.github.diffusion4j.data.Inspection;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.inspect.Duplicates.Group;
import io.github.diffusion4j.inspect.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Judges what was counted. */
final class Findings {
  /** With fewer pictures, models are known to learn them by heart. */
  private static final int FEW = 1000;

  /** The share of pictures from which something that is usual in small numbers is looked at. */
  private static final double NOTABLE = 0.01;

  /** How many times larger than the smallest a class may be. */
  private static final int IMBALANCE = 10;

  private final Inspection contents;
  private final List<Finding> findings = new ArrayList<>();

  private Findings(Inspection contents) {
    this.contents = contents;
  }

  /** Returns what there is to say, the gravest first. */
  static List<Finding> of(
      Inspection contents,
      Dimensions dimensions,
      Captions captions,
      Duplicates duplicates,
      int flat) {
    Findings findings = new Findings(contents);
    findings.judgeFiles();
    findings.judgeNumber(contents.pictures() - duplicates.exactPictures());
    findings.judgeDuplicates(duplicates);
    findings.judgeFlat(flat);
    findings.judgeSizes(dimensions);
    findings.judgeClasses();
    findings.judgeCaptions(captions);
    findings.judgeModes();
    findings.findings.sort(Comparator.comparing(Finding::severity));
    return List.copyOf(findings.findings);
  }

  private void judgeFiles() {
    int unreadable = contents.unreadable().size();
    if (unreadable > 0) {
      Map<String, Integer> kinds = new TreeMap<>();
      contents.unreadable().stream()
          .map(Unreadable::kind)
          .forEach(k -> kinds.merge(k, 1, Integer::sum));
      add(
          unreadable > contents.pictures() ? Severity.STOP : Severity.LOOK,
          "unreadable",
          text(
              "%,d of %,d files cannot be read and would be left out: %s. Repair or"
                  + " remove them.",
              unreadable, unreadable + contents.pictures(), listed(kinds)));
    }
    if (contents.ignored() > 0) {
      add(
          Severity.NOTE,
          "ignored",
          text(
              "Files that are no pictures by their names are passed over: %,d.",
              contents.ignored()));
    }
  }

  private void judgeNumber(int different) {
    if (different < 2) {
      add(
          Severity.STOP,
          "number",
          different == 0
              ? "There is no picture to learn from."
              : "All pictures are one: there is nothing to learn but it.");
    } else if (different < FEW) {
      add(
          Severity.LOOK,
          "number",
          text(
              "%,d different pictures are few: with less than %,d, a model learns them"
                  + " by heart. Add more, or vary them in training.",
              different, FEW));
    }
  }

  private void judgeDuplicates(Duplicates duplicates) {
    if (duplicates.exactPictures() > 0) {
      add(
          Severity.LOOK,
          "copies",
          text(
              "%s there again, pixel by pixel (%,d as the same file), in %s: a model learns by heart what it sees more often."
                  + " Keep one of each.",
              are(duplicates.exactPictures()), duplicates.sameFiles(), groups(duplicates.exact())));
    }
    long contradictory = duplicates.exact().stream().filter(Group::spansClasses).count();
    if (contradictory > 0) {
      add(
          Severity.LOOK,
          "two classes",
          text(
              "%s there several times under different classes. Decide on one.",
              are((int) contradictory)));
    }
    if (duplicates.nearPictures() > 0) {
      add(
          notable(duplicates.nearPictures()),
          "look-alikes",
          text(
              "%,d more look like others%s, in %s; colours are not compared."
                  + " Are they the same picture saved again?",
              duplicates.nearPictures(), mirrored(duplicates), groups(duplicates.near())));
    }
  }

  private static String mirrored(Duplicates duplicates) {
    long mirrored =
        duplicates.near().stream()
            .flatMap(group -> group.pictures().stream())
            .filter(Duplicates.Member::mirrored)
            .count();
    return mirrored == 0 ? "" : text(" (%,d of them mirrored)", mirrored);
  }

  private void judgeFlat(int flat) {
    if (flat > 0) {
      add(
          Severity.LOOK,
          "one colour",
          text("%s of one colour: there is nothing to see there.", are(flat)));
    }
  }

  private void judgeSizes(Dimensions dimensions) {
    int size = contents.imageSize();
    if (contents.smaller() > 0) {
      add(
          notable(contents.smaller()),
          "small",
          text(
              "%s smaller than %dx%d; cropping would enlarge what is there, which"
                  + " blurs. Choose a smaller size, or leave such pictures out.",
              are(contents.smaller()), size, size));
    }
    if (dimensions.elongated() > 0) {
      add(
          notable(dimensions.elongated()),
          "proportions",
          text(
              "%s more than twice as wide as high, or the other way"
                  + " round: cropping to a square loses over half. Pad (fit: pad), or cut yourself.",
              are(dimensions.elongated())));
    }
  }

  private void judgeClasses() {
    if (contents.classes().isEmpty()) {
      return;
    }
    IntSummaryStatistics sizes =
        contents.classes().values().stream().mapToInt(Integer::intValue).summaryStatistics();
    if (sizes.getSum() < contents.pictures()) {
      add(
          Severity.LOOK,
          "classes",
          text("%s no class, others do.", have((int) (contents.pictures() - sizes.getSum()))));
    }
    if (sizes.getMax() > IMBALANCE * (long) sizes.getMin()) {
      add(
          Severity.LOOK,
          "classes",
          text(
              "Classes have from %,d to %,d pictures: a model learns the small ones"
                  + " badly. Even them out, or join small ones.",
              sizes.getMin(), sizes.getMax()));
    }
  }

  private void judgeCaptions(Captions captions) {
    if (captions.captioned() == 0) {
      return;
    }
    if (captions.missing() > 0) {
      add(Severity.LOOK, "captions", text("%s no caption, others do.", have(captions.missing())));
    }
    if (captions.distinct() < captions.captioned()) {
      add(
          2 * captions.distinct() < captions.captioned() ? Severity.LOOK : Severity.NOTE,
          "captions",
          text(
              "%,d captioned pictures share %,d captions: what differs between pictures"
                  + " of one caption cannot be asked for.",
              captions.captioned(), captions.distinct()));
    }
  }

  private void judgeModes() {
    int grey = modes("grey");
    int colour = modes("RGB");
    if (grey > 0 && colour > 0) {
      add(
          Severity.NOTE,
          "modes",
          text(
              "%s grey and %,d in colour: unless you ask for one channel," + " all become RGB.",
              are(grey), colour));
    }
    int transparent = modesWith("+alpha");
    if (transparent > 0) {
      add(
          Severity.NOTE,
          "modes",
          text("%s transparent in places; white is laid under.", are(transparent)));
    }
    int deep = modesWith("16-bit");
    if (deep > 0) {
      add(Severity.NOTE, "modes", text("%s 16 bits a sample, to be rounded to 8.", have(deep)));
    }
  }

  private int modes(String start) {
    return contents.modes().entrySet().stream()
        .filter(mode -> mode.getKey().startsWith(start))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private int modesWith(String part) {
    return contents.modes().entrySet().stream()
        .filter(mode -> mode.getKey().contains(part))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private Severity notable(int pictures) {
    return pictures > NOTABLE * contents.pictures() ? Severity.LOOK : Severity.NOTE;
  }

  private static String listed(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(count -> text("%s (%,d)", count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String are(int pictures) {
    return pictures == 1 ? "1 picture is" : text("%,d pictures are", pictures);
  }

  private static String have(int pictures) {
    return pictures == 1 ? "1 picture has" : text("%,d pictures have", pictures);
  }

  private static String groups(List<Group> groups) {
    return groups.size() == 1 ? "one group" : text("%,d groups", groups.size());
  }

  /** Formats alike in every country. */
  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private void add(Severity severity, String topic, String text) {
    findings.add(new Finding(severity, topic, text));
  }
}
