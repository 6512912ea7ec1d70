package io.github.diffusion4j.inspect;

import io.github.diffusion4j.data.Inspection;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.inspect.Duplicates.Group;
import io.github.diffusion4j.inspect.Duplicates.Member;
import io.github.diffusion4j.inspect.Finding.Severity;
import io.github.diffusion4j.page.Html;
import io.github.diffusion4j.page.Page;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes a report as a page: the verdict and its reasons first, then what they rest on. */
final class ReportPage {
  private static final int BARS = 24;
  private static final int FAULTS = 50;
  private static final int FLAT = 20;

  /** A name or a caption may be as long as anybody likes. */
  private static final int CHARACTERS = 300;

  private final DataReport report;
  private final Thumbnails thumbnails;
  private final StringBuilder page = new StringBuilder();

  ReportPage(DataReport report, Thumbnails thumbnails) {
    this.report = report;
    this.thumbnails = thumbnails;
  }

  String html() {
    appendVerdict();
    appendNumbers();
    appendMosaic();
    appendCharts();
    appendDuplicates("Exact copies", "Pictures of equal pixels.", report.duplicates().exact());
    appendDuplicates(
        "Look-alikes",
        "Perceptual hashes differ in at most 31 of 256 bits from that of the first picture, or of"
            + " its mirror image. Colours are not compared.",
        report.duplicates().near());
    appendCaptions();
    appendFlat();
    appendFaults();
    return Page.of("Data in " + cut(report.contents().path()), page);
  }

  private void appendVerdict() {
    String mood =
        report.findings().stream()
            .map(Finding::severity)
            .min(Severity::compareTo)
            .orElse(Severity.NOTE)
            .name()
            .toLowerCase(Locale.ROOT);
    append("<section class=\"verdict %s\">\n<h2>%s</h2>\n", mood, text(report.verdict()));
    if (!report.findings().isEmpty()) {
      append("<ul>\n");
      for (Finding finding : report.findings()) {
        append(
            "<li class=\"%s\"><b>%s</b> %s</li>\n",
            finding.severity().name().toLowerCase(Locale.ROOT),
            text(finding.topic()),
            text(finding.text()));
      }
      append("</ul>\n");
    }
    append("</section>\n");
  }

  private void appendNumbers() {
    Inspection contents = report.contents();
    append("<section>\n<div class=\"now\">\n");
    appendNumber("pictures", contents.pictures());
    appendNumber("unreadable", contents.unreadable().size());
    appendNumber("exact copies", report.duplicates().exactPictures());
    appendNumber("look-alikes", report.duplicates().nearPictures());
    appendNumber("classes", contents.classes().size());
    appendNumber("captions", report.captions().captioned());
    append("</div>\n<p class=\"note\">%s</p>\n</section>\n", text(contents.kind()));
  }

  private void appendNumber(String name, int number) {
    append("<div><span>%s</span><b>%,d</b></div>\n", name, number);
  }

  private void appendMosaic() {
    thumbnails
        .mosaic()
        .ifPresent(
            png ->
                append(
                    "<section>\n<h2>A look at it</h2>\n<figure class=\"mosaic\">%s<figcaption>From"
                        + " all over the data, cut to squares as training would.</figcaption>"
                        + "</figure>\n</section>\n",
                    Html.picture("pictures from all over the data", png)));
  }

  private void appendCharts() {
    Inspection contents = report.contents();
    append("<section class=\"three\">\n");
    appendChart("Shorter side in pixels", report.dimensions().shorterSides());
    appendChart("Most frequent sizes", Histogram.of(contents.sizes()));
    appendChart("Width to height", report.dimensions().aspectRatios());
    appendChart("Modes", Histogram.of(contents.modes()));
    appendChart("Formats", Histogram.of(contents.formats()));
    appendChart("Classes", Histogram.byCount(contents.classes()));
    append("</section>\n");
  }

  private void appendChart(String name, Histogram histogram) {
    if (!histogram.bins().isEmpty()) {
      append("<div>\n<h2>%s</h2>\n%s</div>\n", name, new BarChart(name, histogram, BARS).svg());
    }
  }

  private void appendDuplicates(String title, String note, List<Group> groups) {
    if (groups.isEmpty()) {
      return;
    }
    append("<section>\n<h2>%s</h2>\n<p class=\"note\">%s</p>\n", title, note);
    append("<div class=\"groups\">\n");
    for (Group group : groups.subList(0, Math.min(Thumbnails.GROUPS, groups.size()))) {
      append("<div class=\"group\">\n");
      group.pictures().stream().limit(Thumbnails.MEMBERS).forEach(this::appendMember);
      appendMore(group.pictures().size() - Thumbnails.MEMBERS, "more of these");
      append("</div>\n");
    }
    append("</div>\n");
    appendMore(groups.size() - Thumbnails.GROUPS, "more groups");
    append("</section>\n");
  }

  private void appendMember(Member member) {
    String picture =
        thumbnails
            .file(member.index())
            .map(png -> Html.picture(cut(member.name()), png))
            .orElse("");
    append("<figure>%s<figcaption><bdi>%s</bdi>", picture, text(member.name()));
    if (!member.label().isEmpty()) {
      append("<br/><bdi>%s</bdi>", text(member.label()));
    }
    if (member.distance() > 0 || member.mirrored()) {
      append("<br/>%d bits%s", member.distance(), member.mirrored() ? ", mirrored" : "");
    }
    append("</figcaption></figure>\n");
  }

  private void appendCaptions() {
    Captions captions = report.captions();
    if (captions.captioned() == 0) {
      return;
    }
    append("<section>\n<h2>Captions</h2>\n<div class=\"three\">\n");
    appendChart("Words", captions.words());
    append("</div>\n");
    if (!captions.repeated().bins().isEmpty()) {
      append("<h2>Most frequent</h2>\n<table>\n");
      captions.repeated().bins().forEach(bin -> appendRow(number(bin.count()), bin.label()));
      append("</table>\n");
    }
    append(
        "<p class=\"note\">%,d different captions; %,d pictures have none.</p>\n</section>\n",
        captions.distinct(), captions.missing());
  }

  private void appendFlat() {
    if (report.flat().isEmpty()) {
      return;
    }
    append("<section>\n<h2>Of one colour</h2>\n<table>\n");
    report.flat().stream().limit(FLAT).forEach(name -> appendRow("", name));
    append("</table>\n");
    appendMore(report.flat().size() - FLAT, "more");
    append("</section>\n");
  }

  private void appendFaults() {
    List<Unreadable> faults = report.contents().unreadable();
    if (faults.isEmpty()) {
      return;
    }
    Map<String, Integer> kinds = new TreeMap<>();
    faults.forEach(fault -> kinds.merge(fault.kind(), 1, Integer::sum));
    append("<section>\n<h2>Unreadable</h2>\n");
    append("%s<table>\n", new BarChart("unreadable files", Histogram.of(kinds), BARS).svg());
    Stream<Unreadable> shown = faults.stream().limit(FAULTS);
    shown.forEach(fault -> appendRow(fault.name(), fault.kind() + ": " + fault.reason()));
    append("</table>\n");
    appendMore(faults.size() - FAULTS, "more");
    append("</section>\n");
  }

  private void appendRow(String name, String value) {
    append(
        "<tr><th scope=\"row\"><bdi>%s</bdi></th><td><bdi>%s</bdi></td></tr>\n",
        text(name), text(value));
  }

  private void appendMore(int count, String of) {
    if (count > 0) {
      append("<p class=\"note\">and %,d %s</p>\n", count, of);
    }
  }

  private static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String text(String anything) {
    return Html.escaped(cut(anything));
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) + "\u2026";
  }

  /** Formats alike in every country, as the page is English. */
  private void append(String pattern, Object... values) {
    page.append(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values));
  }
}
