package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.bench.Answer;
import io.github.diffusion4j.bench.NeighboursWork;
import io.github.diffusion4j.bench.SearchWork;
import io.github.diffusion4j.bench.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTableTest {
  private static SearchWork work(int queries, int rows) {
    return new SearchWork("cosine", 1, "cosine", queries, rows, 500, 10, "here", true);
  }

  private static Outcome.Measured outcome(String contender, double... milliseconds) {
    return Outcome.Measured.of(
        contender,
        new Answer.Ready("version 3", 0),
        Arrays.stream(milliseconds).boxed().toList(),
        new Answer.Done(
            5_000_000, Map.of(NeighboursWork.PEAK, 200.0, SearchWork.SIMILARITIES, 7.25)));
  }

  private static Result result(int queries, int rows, double ours, double theirs) {
    return new Result(
        work(queries, rows),
        0,
        List.of(outcome("diffusion4j", ours, ours, 4 * ours), outcome("faiss", theirs)));
  }

  @Test
  void aWorkPassesAsALine() {
    assertThat(Wire.work(Wire.line(work(3, 4)))).isEqualTo(work(3, 4));
  }

  @Test
  void givesSecondsRatesAndRatios() {
    // 2 * 1,000 * 10,000 * 500 operations in 100 ms are 100 GFLOP/s.
    String table = SearchTable.of("turns", List.of(result(1000, 10_000, 100, 200)));
    assertThat(table.lines().filter(line -> line.startsWith("| cosine")).findFirst().orElseThrow())
        .containsSubsequence("diffusion4j", "0.10", "0.10", "150 %", "100", "0.50", "0.50", "5 |");
    assertThat(table)
        .contains("sgemmGflops 200, of which the median has 50 %")
        .contains("sum of similarities 7.2500");
  }

  @Test
  void doesWithoutFaiss() {
    Result alone =
        new Result(
            work(1, 1),
            0,
            List.of(outcome("diffusion4j", 1), new Outcome.Absent("faiss", "no FAISS here")));
    assertThat(SearchTable.of("turns", List.of(alone)))
        .contains("|                - |               - |")
        .contains("- faiss is absent: no FAISS here.");
  }

  @Test
  void plotsEachContenderByQueriesAndByRows() {
    String svg =
        SearchPlot.svg(
            List.of(
                result(10, 60, 1000, 1500),
                result(20, 60, 2000, 3000),
                result(20, 30, 1000, 2000),
                result(20, 120, 4000, 4000)));
    assertThat(svg).contains("queries, among 60 rows").contains("rows, for 20 queries");
    assertThat(svg.lines().filter(line -> line.startsWith("<polyline")))
        .as("two curves in each of two panels")
        .hasSize(4);
    // Twice the queries, twice the time: the second point is as far from the first as that from 0.
    assertThat(svg).contains("points='205.0,170.0 360.0,105.0'");
  }
}
