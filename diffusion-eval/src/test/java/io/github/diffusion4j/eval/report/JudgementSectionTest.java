package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.eval.check.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgementSectionTest {
  private static final GateResult MET = new GateResult("replication", Verdict.PASS, "0 of 10");

  @Test
  void saysTheVerdictInOneSentenceAndListsEachGate() {
    GateResult missed =
        new GateResult("fd<=0.3", Verdict.FAIL, "fd is 0.4")
            .with(new GateResult.Numbers("0.4", "0.35 to 0.45", "at most 0.3", 1000));
    String html = JudgementSection.html(new Judgement(List.of(MET, missed), Set.of("a", "b")));

    assertThat(html)
        .contains("<section class=\"verdict stop\">\n<h2>FAILED</h2>")
        .contains("1 of 2 gates are not met: fd&lt;=0.3, fd is 0.4.</p>")
        .contains(">0.35 to 0.45</td>", ">at most 0.3</td>", ">1,000</td>", ">met: PASS</td>")
        .contains("accepts copies of 2 training pictures");
  }

  @Test
  void whatCouldNotBeShownLooksDifferentFromAFailure() {
    GateResult open = new GateResult("replication", Verdict.INCONCLUSIVE, "too few");
    assertThat(JudgementSection.html(new Judgement(List.of(open, MET), Set.of())))
        .contains("verdict look", "<h2>FAILED</h2>");
    assertThat(JudgementSection.html(new Judgement(List.of(MET), Set.of())))
        .contains("verdict good", "<h2>PASSED</h2>", "The gate is met: 0 of 10.");
    assertThat(JudgementSection.html(new Judgement(List.of(), Set.of())))
        .contains("<h2>FAILED</h2>", "No gate was judged.");
  }

  @Test
  void takesThePlaceOfAnotherAndOfNothingElse() {
    String first = JudgementSection.html(new Judgement(List.of(MET), Set.of()));
    Judgement hostile = Judgement.withoutReport("<!-- end of judgement --> $1 \\ <b>");
    String page = "<p>before</p>" + first + "<p>after</p>";
    String judged = JudgementSection.replacedIn(page, hostile).orElseThrow();

    assertThat(judged).startsWith("<p>before</p>").endsWith("<p>after</p>").doesNotContain("<b>");
    assertThat(JudgementSection.replacedIn(judged, new Judgement(List.of(MET), Set.of())))
        .contains(page);
    assertThat(JudgementSection.replacedIn("<p>no page of ours</p>", hostile)).isEmpty();
    assertThat(JudgementSection.replacedIn("<!-- end of judgement -->\n", hostile)).isEmpty();
  }
}
