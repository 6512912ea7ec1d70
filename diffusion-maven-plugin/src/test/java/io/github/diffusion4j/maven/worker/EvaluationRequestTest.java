package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationRequestTest {
  @Test
  void passesOnEveryGate() {
    EvaluationRequest request =
        request(
            "check",
            true,
            new GatesAsked(List.of("fd<=0.3", "precision>=80%"), "estimate", Path.of("/b"), true));
    assertThat(request.arguments())
        .containsExactly(
            "--generated",
            "/g",
            "--train",
            "/t",
            "--report-directory",
            "/r",
            "--judge-only",
            "--gate",
            "fd<=0.3",
            "--gate",
            "precision>=80%",
            "--gate-by",
            "estimate",
            "--baseline",
            "/b",
            "--ratchet");
    assertThat(request.computes()).isFalse();
  }

  @Test
  void leavesTheRestToTheProgram() {
    EvaluationRequest request = request("evaluate", false, GatesAsked.NOTHING);
    assertThat(request.arguments())
        .containsExactly("--generated", "/g", "--train", "/t", "--report-directory", "/r");
    assertThat(request.computes()).isTrue();
  }

  @Test
  void acceptingMeasuresNothing() {
    EvaluationRequest request =
        request(EvaluationRequest.ACCEPT, false, GatesAsked.baseline(Path.of("/b")));
    assertThat(request.arguments()).endsWith("--baseline", "/b").doesNotContain("--judge-only");
    assertThat(request.computes()).isFalse();
  }

  private static EvaluationRequest request(String goal, boolean judgeOnly, GatesAsked gates) {
    return new EvaluationRequest(
        goal,
        Path.of("/g"),
        "/t",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        null,
        false,
        Path.of("/r"),
        judgeOnly,
        gates);
  }
}
