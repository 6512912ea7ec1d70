package io.github.diffusion4j.maven;

import org.apache.maven.doxia.sink.Sink;

/** A judgement as a page of a project's site. The sink escapes what it is given. */
final class SitePage {
  private final Sink sink;

  SitePage(Sink sink) {
    this.sink = sink;
  }

  /**
   * Writes the page.
   *
   * @param report link to the whole report, relative to the page
   */
  void write(String title, JudgementFile judgement, String report) {
    sink.head();
    sink.title();
    sink.text(title);
    sink.title_();
    sink.head_();
    sink.body();
    sink.section1();
    sink.sectionTitle1();
    sink.text(title + ": " + (judgement.passed() ? "PASSED" : "FAILED"));
    sink.sectionTitle1_();
    table(judgement);
    sink.paragraph();
    sink.link(report);
    sink.text("The report with pictures");
    sink.link_();
    sink.paragraph_();
    sink.section1_();
    sink.body_();
    sink.flush();
    sink.close();
  }

  private void table(JudgementFile judgement) {
    sink.table();
    sink.tableRows();
    sink.tableRow();
    for (String heading : new String[] {"gate", "verdict", "says"}) {
      sink.tableHeaderCell();
      sink.text(heading);
      sink.tableHeaderCell_();
    }
    sink.tableRow_();
    for (JudgementFile.Gate gate : judgement.gates()) {
      sink.tableRow();
      for (String cell : new String[] {gate.name(), gate.verdict(), gate.sentence()}) {
        sink.tableCell();
        sink.text(cell);
        sink.tableCell_();
      }
      sink.tableRow_();
    }
    sink.tableRows_();
    sink.table_();
  }
}
