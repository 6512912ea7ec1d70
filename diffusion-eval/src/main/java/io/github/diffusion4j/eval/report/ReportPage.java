package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.Sensitivity;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.page.Html;
import io.github.diffusion4j.page.Page;
import java.util.Locale;

/** The page of a report: the verdict first, then the evidence, then everything else. */
public final class ReportPage {
  private final EvaluationReport report;
  private final StringBuilder body = new StringBuilder();

  private ReportPage(EvaluationReport report) {
    this.report = report;
  }

  /**
   * Returns the page.
   *
   * @param sets the pictures that the report is of
   * @param redact whether training pictures are made unrecognisable
   */
  public static String of(EvaluationReport report, PictureSets sets, boolean redact) {
    ReportPage page = new ReportPage(report);
    page.verdict();
    page.body.append(new EvidencePairs(sets, redact).html(report.replication().findings()));
    page.similarities();
    page.sensitivity();
    page.quality();
    page.diagnostics();
    page.provenance();
    return Page.of("Do the generated pictures copy?", page.body);
  }

  private void verdict() {
    Replication found = report.replication();
    open(found.verdict().toString());
    for (String reason : found.reasons()) {
      body.append("<p>").append(Html.escaped(reason)).append(".</p>\n");
    }
    body.append("<table>\n");
    row("Pictures that count as copies", number(found.copies()));
    row(
        "Independent pictures",
        number(found.independent()) + ", " + number(found.different()) + " of them different");
    row("Rate of copies, at most", percent(found.rate().upper()));
    row("Rate of copies, at least", percent(found.rate().bound().lower()));
    row("Limit", percent(report.settings().maxRate()));
    row("Confidence of each", percent(report.settings().confidence()));
    row(
        "Counts as a copy",
        String.format(
            Locale.ROOT,
            "similarity above %.4f; at most %s of new real pictures are above",
            found.threshold().similarity(),
            percent(found.threshold().falsePositives())));
    close();
  }

  private void similarities() {
    open("How alike to the most similar training picture");
    body.append(
        SimilarityChart.svg(
            report.replication().generatedSimilarities(),
            report.replication().heldOutSimilarities(),
            report.replication().threshold().similarity()));
    body.append("<p class=\"note\">Filled: generated pictures. Line: ")
        .append(
            report.replication().weakNull()
                ? "training pictures among each other, as there are no held-out ones"
                : "held-out pictures")
        .append(". Upright line: the threshold.</p>\n</section>\n");
  }

  private void sensitivity() {
    open("Planted copies that the detector found");
    body.append("<table>\n");
    for (Sensitivity each : report.replication().sensitivity()) {
      row(
          each.kind() + (each.claimed() ? "" : " (not counted on)"),
          "%s of %s, at least %s"
              .formatted(
                  number(each.found().hits()),
                  number(each.found().samples()),
                  percent(each.found().lower())));
    }
    body.append("</table>\n<p class=\"note\">A kind that is not counted on is one that this ")
        .append("detector is not made to see: the verdict says nothing of such copies.</p>\n")
        .append("</section>\n");
  }

  private void quality() {
    if (report.quality().isEmpty()) {
      return;
    }
    open("Quality");
    body.append("<table>\n");
    for (QualityMetric metric : report.quality()) {
      row(
          metric.name() + " against " + metric.against(),
          String.format(
              Locale.ROOT,
              "%.4g (%.4g to %.4g); %s is better",
              metric.interval().estimate(),
              metric.interval().lower(),
              metric.interval().upper(),
              metric.better() == QualityMetric.Better.HIGHER ? "higher" : "lower"));
    }
    close();
  }

  private void diagnostics() {
    if (report.diagnostics().isEmpty()) {
      return;
    }
    open("Published tests for copying, which decide nothing here");
    body.append("<table>\n");
    for (Diagnostic each : report.diagnostics()) {
      row(
          each.name(),
          String.format(Locale.ROOT, "%.4g", each.value())
              + (each.heldOut() == null
                  ? ""
                  : String.format(Locale.ROOT, "; held-out pictures %.4g", each.heldOut()))
              + "\nwithout copying: "
              + each.unsuspicious()
              + "\nblind to: "
              + each.blindTo());
    }
    close();
  }

  private void provenance() {
    open("What was looked at");
    body.append("<table>\n");
    set("Generated", report.generated());
    set("Training", report.training());
    if (report.heldOut() != null) {
      set("Held out", report.heldOut());
      row(
          "Held-out pictures left out",
          number(report.replication().heldOutDuplicates()) + " that are training pictures, too");
    }
    row("Detector", report.replication().detector().toString());
    row("Seed", String.valueOf(report.settings().seed()));
    row("Fingerprint", report.fingerprint());
    close();
  }

  private void set(String name, SetSummary set) {
    row(name, set.description() + "\ndigest " + set.digest());
  }

  private void open(String title) {
    body.append("<section>\n<h2>").append(Html.escaped(title)).append("</h2>\n");
  }

  private void close() {
    body.append("</table>\n</section>\n");
  }

  private void row(String name, String value) {
    body.append("<tr><th>")
        .append(Html.escaped(name))
        .append("</th><td>")
        .append(Html.escaped(value))
        .append("</td></tr>\n");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
