package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.MarkdownTable;
import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.SearchWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of searches as a table in Markdown. */
final class SearchTable {
  private SearchTable() {}

  static String of(String title, List<Result> results) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "search",
            "contender",
            "median s",
            "fastest s",
            "spread",
            "GFLOP/s",
            "fastest to FAISS",
            "median to FAISS",
            "peak MB"));
    StringBuilder notes = new StringBuilder();
    for (Result result : results) {
      SearchWork work = (SearchWork) result.work();
      for (Outcome.Measured measured : result.measured()) {
        rows.add(row(work, result, measured));
        notes.append(note(work, measured));
      }
      for (Outcome.Absent absent : result.absent()) {
        notes.append("- ").append(absent.contender()).append(" is absent: ");
        notes.append(absent.reason()).append(".\n");
      }
      notes.append(
          format(
              "- %s: stolen by the host meanwhile %.1f %%.\n", work.name(), 100 * result.steal()));
    }
    return "### " + title + "\n\n" + MarkdownTable.of(rows) + "\n" + notes;
  }

  private static List<String> row(SearchWork work, Result result, Outcome.Measured measured) {
    double median = measured.times().median();
    double fastest = measured.times().fastest();
    return List.of(
        work.name(),
        measured.contender(),
        format("%.2f", median / 1000),
        format("%.2f", fastest / 1000),
        format("%.0f %%", 100 * measured.times().spread()),
        format("%.0f", work.operations() / median / 1e6),
        result
            .measured("faiss")
            .map(faiss -> format("%.2f", fastest / faiss.times().fastest()))
            .orElse("-"),
        result
            .measured("faiss")
            .map(faiss -> format("%.2f", median / faiss.times().median()))
            .orElse("-"),
        format("%.0f", measured.peakBytes() / 1e6));
  }

  private static String note(SearchWork work, Outcome.Measured measured) {
    Map<String, Double> figures = measured.figures();
    StringBuilder note =
        new StringBuilder(
            format(
                "- %s: %s; %d times; sum of similarities %.4f",
                work.name(),
                measured.title(),
                measured.times().count(),
                figures.getOrDefault(SearchWork.SIMILARITIES, Double.NaN)));
    for (String peak : List.of(NeighboursWork.PEAK, SearchWork.BLOCK_PEAK)) {
      if (figures.containsKey(peak)) {
        note.append(
            format(
                "; %s %.0f, of which the median has %.0f %%",
                peak,
                figures.get(peak),
                work.operations() / measured.times().median() / 1e4 / figures.get(peak)));
      }
    }
    return note.append(".\n").toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
