package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.PromptKind;
import io.github.diffusion4j.eval.check.PromptRate;
import io.github.diffusion4j.eval.check.Sensitivity;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.page.Html;
import io.github.diffusion4j.page.Page;
import io.github.diffusion4j.page.Table;
import java.nio.file.Path;
import java.util.Locale;

/** The page of a report: the verdict first, then the evidence, then everything else. */
public final class ReportPage {
  private final EvaluationReport report;
  private final StringBuilder body = new StringBuilder();

  private ReportPage(EvaluationReport report) {
    this.report = report;
  }

  /**
   * Returns the page, judged by the report's own verdict until {@link ReportFolder#write} puts
   * another in its place.
   *
   * @param sets the pictures that the report is of
   * @param redact whether training pictures are made unrecognisable
   * @param provenance what made it, and how to make it again
   */
  public static String of(
      EvaluationReport report, PictureSets sets, boolean redact, Provenance provenance) {
    ReportPage page = new ReportPage(report);
    page.body.append(PageMark.html(report, redact));
    page.body.append(JudgementSection.html(Judgement.of(report)));
    Replication found = report.replication();
    page.body.append(new EvidencePairs(sets, redact).html(found.findings(), found.copies()));
    page.counts();
    page.similarities();
    page.datasetSimilarity();
    page.sensitivity();
    page.quality();
    page.diagnostics();
    page.body.append(new ProvenanceSection(report, provenance).html());
    return Page.of(
        "Do the generated pictures copy?",
        page.body,
        PageFile.text("report.css"),
        PageFile.text("report.js"));
  }

  /**
   * Tells whether a file is the page of a report, with training pictures as they are or not; who
   * judged it does not matter.
   */
  public static boolean isAt(Path file, EvaluationReport report, boolean redact) {
    return PageMark.isOn(file, report, redact);
  }

  private void counts() {
    Replication found = report.replication();
    CheckSettings settings = report.settings();
    open("counts", "How often they copy");
    body.append("<table>\n");
    row("Pictures that count as copies", Count.of(found.copies()));
    row(
        "Independent pictures",
        Count.of(found.independent()) + ", " + Count.of(found.different()) + " of them different");
    row("Rate of copies, at most", Percent.of(found.rate().upper()));
    row("Rate of copies, at least", Percent.of(found.rate().bound().lower()));
    for (PromptRate each : found.prompts()) {
      row(
          each.kind() == PromptKind.TRAINING
              ? "Drawn by training captions or classes"
              : "Drawn by others or none",
          "%s of %s count as copies: %s to %s"
              .formatted(
                  Count.of(each.rate().bound().hits()),
                  Count.of(each.rate().bound().samples()),
                  Percent.of(each.rate().bound().lower()),
                  Percent.of(each.rate().upper())));
    }
    if (found.searchRecall() != null) {
      row("Found by the approximate search, at least", Percent.of(found.searchRecall().lower()));
    }
    row("Limit", Percent.of(settings.maxRate()));
    row("Confidence of each", Percent.of(settings.confidence()));
    row(
        "Counts as a copy",
        String.format(
            Locale.ROOT,
            "similarity above %.4f; at most %s of new real pictures are above",
            found.threshold().similarity(),
            Percent.of(found.threshold().falsePositives())));
    body.append("</table>\n");
    close();
  }

  private void similarities() {
    open("similarities", "How alike to the most similar training picture");
    body.append(
        SimilarityChart.svg(
            report.replication().generatedSimilarities(),
            report.replication().heldOutSimilarities(),
            "threshold",
            report.replication().threshold().similarity()));
    note(
        "Filled: generated pictures. Line: "
            + (report.replication().weakNull()
                ? "training pictures among each other, as there are no held-out ones"
                : "held-out pictures")
            + ". Upright line: the threshold.");
    close();
  }

  private void datasetSimilarity() {
    DatasetSimilarity similarity = report.similarity();
    if (similarity == null) {
      return;
    }
    open("dataset-similarity", "How alike to training pictures, and these to each other");
    body.append(
        SimilarityChart.svg(
            similarity.generated(), similarity.training(), "95th percentile", similarity.score()));
    note(
        "Cosine of descriptors (Somepalli et al. 2023). Filled: generated pictures. Line: training"
            + " pictures among each other, duplicates left out. Upright line: the 95th percentile"
            + " of the generated ones. Blind to fewer than 5 % of copies.");
    close();
  }

  private void sensitivity() {
    open("sensitivity", "Planted copies that the detector found");
    Table table = new Table("kind of copy", "found", "of", "share, at least", "counted on");
    for (Sensitivity each : report.replication().sensitivity()) {
      table.row(
          each.kind(),
          Count.of(each.found().hits()),
          Count.of(each.found().samples()),
          Percent.of(each.found().lower()),
          each.claimed() ? "yes" : "no");
    }
    body.append(table.html());
    note(
        "A kind that is not counted on is one that this detector is not made to see: the verdict"
            + " says nothing of such copies.");
    close();
  }

  private void quality() {
    if (report.quality().isEmpty()) {
      return;
    }
    open("quality", "Quality");
    Table table = new Table("metric", "against", "value", "interval", "better", "interval by");
    for (QualityMetric metric : report.quality()) {
      table.row(
          metric.name(),
          metric.against(),
          String.format(Locale.ROOT, "%.4g", metric.interval().estimate()),
          String.format(
              Locale.ROOT,
              "%.4g to %.4g, %.0f %%",
              metric.interval().lower(),
              metric.interval().upper(),
              100 * metric.interval().confidence()),
          metric.better() == QualityMetric.Better.HIGHER ? "higher" : "lower",
          metric.interval().method());
    }
    body.append(table.html());
    close();
  }

  private void diagnostics() {
    if (report.diagnostics().isEmpty()) {
      return;
    }
    open("diagnostics", "Published tests for copying, which decide nothing here");
    Table table = new Table("test", "generated", "held out", "without copying", "blind to");
    for (Diagnostic each : report.diagnostics()) {
      table.row(
          each.name(),
          String.format(Locale.ROOT, "%.4g", each.value()),
          each.heldOut() == null ? "none" : String.format(Locale.ROOT, "%.4g", each.heldOut()),
          each.unsuspicious(),
          each.blindTo());
    }
    body.append(table.html());
    close();
  }

  private void open(String id, String title) {
    body.append("<section id=\"").append(id).append("\">\n<h2>");
    body.append(Html.escaped(title)).append("</h2>\n");
  }

  private void note(String text) {
    body.append("<p class=\"note\">").append(Html.escaped(text)).append("</p>\n");
  }

  private void close() {
    body.append("</section>\n");
  }

  private void row(String name, String value) {
    body.append("<tr><th scope=\"row\">")
        .append(Html.escaped(name))
        .append("</th><td>")
        .append(Html.escaped(value))
        .append("</td></tr>\n");
  }
}
