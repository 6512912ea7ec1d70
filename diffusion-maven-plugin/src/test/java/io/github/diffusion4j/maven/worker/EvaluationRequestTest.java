package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "--calibration",
            "/c",
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
        .containsExactly(
            "--generated",
            "/g",
            "--train",
            "/t",
            "--calibration",
            "/c",
            "--report-directory",
            "/r");
    assertThat(request.computes()).isTrue();
  }

  @Test
  void acceptingMeasuresNothing() {
    EvaluationRequest request =
        request(EvaluationRequest.ACCEPT, false, GatesAsked.baseline(Path.of("/b")));
    assertThat(request.arguments()).endsWith("--baseline", "/b").doesNotContain("--judge-only");
    assertThat(request.computes()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "network,NONE",
    "onnx,NONE",
    "/m/sscd.onnx,ONNX",
    "/m/sscd.ONNX.preprocessing.json,ONNX",
    "/m/own.zip,DL4J",
    "/m/own.h5,KERAS"
  })
  void namesWhatRunsTheDetector(String detector, ModelRuntime models) {
    EvaluationRequest request = request("evaluate", detector, false, GatesAsked.NOTHING);
    assertThat(request.arguments()).containsSequence("--detector", detector);
    assertThat(request.modelRuntime()).isEqualTo(models);
  }

  @Test
  void makesAbsoluteWhatIsAPath() {
    Path base = Path.of("/project");
    assertThat(DataLocation.resolveDetector("hash", base)).isEqualTo("hash");
    assertThat(DataLocation.resolveDetector("hush", base)).isEqualTo("hush");
    assertThat(DataLocation.resolveDetector("models/a.onnx", base))
        .isEqualTo(base.resolve("models/a.onnx").toString());
    assertThat(DataLocation.resolveDetector(null, base)).isNull();
    assertThat(DataLocation.resolveDetector(" ", base)).isNull();
  }

  private static EvaluationRequest request(String goal, boolean judgeOnly, GatesAsked gates) {
    return request(goal, null, judgeOnly, gates);
  }

  private static EvaluationRequest request(
      String goal, String detector, boolean judgeOnly, GatesAsked gates) {
    return new EvaluationRequest(
        goal,
        Path.of("/g"),
        "/t",
        null,
        null,
        Path.of("/c"),
        null,
        null,
        null,
        detector,
        null,
        false,
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
