package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.page.Html;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A judgement as JUnit XML, which build servers show among the tests: one test case for each gate,
 * with the numbers in its failure, and the page as an attachment for those that know of such
 * ({@code [[ATTACHMENT|path]]}).
 *
 * <p>It holds no time and no host, so that the same judgement gives the same text.
 */
final class JunitXml {
  private JunitXml() {}

  static String of(Judgement judgement, Path page) {
    long failures = judgement.gates().stream().filter(each -> !each.passed()).count();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append(
        String.format(
            Locale.ROOT,
            "<testsuite name=\"diffusion.check\" tests=\"%d\" failures=\"%d\" errors=\"0\""
                + " skipped=\"0\" time=\"0\">\n",
            judgement.gates().size(),
            failures));
    judgement.gates().forEach(each -> append(xml, each));
    xml.append("  <system-out>").append(Html.escaped(judgement.text())).append('\n');
    xml.append(attachment(page)).append("</system-out>\n</testsuite>\n");
    return xml.toString();
  }

  private static void append(StringBuilder xml, GateResult each) {
    xml.append("  <testcase classname=\"diffusion.check\" name=\"")
        .append(attribute(each.gate()))
        .append("\" time=\"0\"");
    if (each.passed()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n    <failure type=\"")
        .append(each.verdict())
        .append("\" message=\"")
        .append(attribute(each.sentence()))
        .append("\">")
        .append(Html.escaped(each.sentence()))
        .append("</failure>\n  </testcase>\n");
  }

  /** A reader turns line breaks within an attribute into blanks anyway. */
  private static String attribute(String text) {
    return Html.escaped(text.replaceAll("\\s+", " "));
  }

  /** Returns the line that attaches the page, or nothing if its path could not stand in one. */
  private static String attachment(Path page) {
    String path = page.toAbsolutePath().normalize().toString();
    boolean fits = path.lines().count() == 1 && !path.contains("]]");
    return fits ? "[[ATTACHMENT|" + Html.escaped(path) + "]]\n" : "";
  }
}
