package io.github.diffusion4j.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.page.Html;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Json;
import java.nio.charset.StandardCharsets;

/** What a report is of, what made it, and how to make it again. */
final class ProvenanceSection {
  private final EvaluationReport report;
  private final Provenance provenance;
  private final StringBuilder html = new StringBuilder();

  ProvenanceSection(EvaluationReport report, Provenance provenance) {
    this.report = report;
    this.provenance = provenance;
  }

  String html() {
    html.append("<section id=\"provenance\">\n<h2>What was looked at</h2>\n<table>\n");
    set("Generated", report.generated());
    set("Training", report.training());
    if (report.heldOut() != null) {
      set("Held out", report.heldOut());
      row(
          "Held-out pictures left out",
          Count.of(report.replication().heldOutDuplicates()) + " that are training pictures, too");
    }
    row(
        "Compared as",
        "%1$dx%1$d pixels, %2$s"
            .formatted(report.imageSize(), report.channels() == 1 ? "grey" : "RGB"));
    row("Detector", report.replication().detector().toString());
    CheckSettings settings = report.settings();
    row("Seed of the planted copies", String.valueOf(settings.seed()));
    row("Planted copies of each kind", Count.of(settings.planted()));
    row("Digest of the settings", digest(settings));
    row("Fingerprint of it all", report.fingerprint());
    row("Diffusion4J", provenance.toolkit());
    row("Java", provenance.java());
    for (Provenance.Command command : provenance.commands()) {
      html.append("<tr><th scope=\"row\">")
          .append(Html.escaped(command.what() + " that repeats it"))
          .append("</th><td><code>")
          .append(Html.escaped(command.text()))
          .append("</code></td></tr>\n");
    }
    return html.append("</table>\n</section>\n").toString();
  }

  private void set(String name, SetSummary set) {
    row(
        name,
        "%s\n%s pictures, %s unreadable; digest %s"
            .formatted(
                set.description(),
                Count.of(set.pictures()),
                Count.of(set.unreadable()),
                set.digest()));
  }

  private void row(String name, String value) {
    html.append("<tr><th scope=\"row\">")
        .append(Html.escaped(name))
        .append("</th><td><bdi>")
        .append(Html.escaped(value))
        .append("</bdi></td></tr>\n");
  }

  private static String digest(CheckSettings settings) {
    try {
      String json = Json.mapper().writeValueAsString(settings);
      return Digests.sha256(json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings are plain data, but cannot be written", e);
    }
  }
}
