package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.page.Html;
import io.github.diffusion4j.page.Table;
import java.util.Optional;

/**
 * The verdict at the head of a page, and its gates. It stands between two marks, so that whoever
 * judges later puts another in its place without opening a picture; no text of a page can hold a
 * mark, as texts are escaped.
 */
final class JudgementSection {
  private static final String BEGIN = "<!-- judgement -->\n";
  private static final String END = "<!-- end of judgement -->\n";

  private JudgementSection() {}

  static String html(Judgement judgement) {
    StringBuilder html = new StringBuilder(BEGIN);
    html.append("<section class=\"verdict ").append(mood(judgement)).append("\">\n<h2>");
    html.append(judgement.word()).append("</h2>\n<p class=\"sentence\">");
    html.append(Html.escaped(judgement.sentence())).append("</p>\n</section>\n");
    html.append("<section id=\"gates\">\n<h2>Gates</h2>\n");
    Table table = new Table("gate", "verdict", "value", "bounds", "limit", "pictures", "says");
    for (GateResult each : judgement.gates()) {
      table.markedRow(
          mood(each.verdict()),
          each.gate(),
          each.passed() ? "met: " + each.verdict() : "not met: " + each.verdict(),
          each.numbers().map(GateResult.Numbers::value).orElse("none"),
          each.numbers().map(GateResult.Numbers::bound).orElse("none"),
          each.numbers().map(GateResult.Numbers::limit).orElse("none"),
          each.numbers().map(some -> Count.of(some.pictures())).orElse("none"),
          each.sentence());
    }
    html.append(table.html());
    if (!judgement.accepted().isEmpty()) {
      html.append("<p class=\"note\">The baseline accepts copies of ")
          .append(Count.of(judgement.accepted().size()))
          .append(" training pictures; these do not count.</p>\n");
    }
    return html.append("</section>\n").append(END).toString();
  }

  /** Returns a page with another judgement; nothing if it has no place for one. */
  static Optional<String> replacedIn(String page, Judgement judgement) {
    int from = page.indexOf(BEGIN);
    int to = page.indexOf(END);
    return from < 0 || to < from
        ? Optional.empty()
        : Optional.of(
            page.substring(0, from) + html(judgement) + page.substring(to + END.length()));
  }

  private static String mood(Judgement judgement) {
    return mood(
        judgement.gates().stream()
            .map(GateResult::verdict)
            .reduce(Verdict.PASS, JudgementSection::worse));
  }

  private static Verdict worse(Verdict one, Verdict other) {
    return one == Verdict.FAIL || other == Verdict.PASS ? one : other;
  }

  private static String mood(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "good";
      case INCONCLUSIVE -> "look";
      case FAIL -> "stop";
    };
  }
}
