package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.diffusion4j.bench.Machine;
import io.github.diffusion4j.bench.Statistics;
import io.github.diffusion4j.bench.Works;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path folder;

  @Test
  void holdsWhatIsNeededToJudgeTheNumbers() throws IOException {
    Outcome measured =
        new Outcome.Measured(
            "libtorch",
            "LibTorch 2",
            7,
            List.of(10.0, 12.0),
            Statistics.of(List.of(10.0, 12.0)),
            1_000,
            Map.of());
    Result result =
        new Result(
            Works.named("video-step"),
            0.25,
            List.of(new Outcome.Absent("pytorch", "none here"), measured));
    Path file = folder.resolve("new/report.json");

    new Report(
            "2026-01-01T00:00:00Z",
            List.of("video-step"),
            "abc123",
            Machine.here(),
            1,
            Map.of("libtorch", Map.of("OMP_NUM_THREADS", "2")),
            List.of(result))
        .write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.at("/commit").asText()).isEqualTo("abc123");
    assertThat(json.at("/machine/cores").asInt()).isPositive();
    assertThat(json.at("/environments/libtorch/OMP_NUM_THREADS").asText()).isEqualTo("2");
    assertThat(json.at("/results/0/work/name").asText()).isEqualTo("video-step");
    assertThat(json.at("/results/0/work/kind").asText()).isEqualTo("unet");
    assertThat(json.at("/results/0/steal").asDouble()).isEqualTo(0.25);
    assertThat(json.at("/results/0/outcomes/0/reason").asText()).isEqualTo("none here");
    assertThat(json.at("/results/0/outcomes/1/milliseconds/1").asDouble()).isEqualTo(12.0);
    assertThat(json.at("/results/0/outcomes/1/times/median").asDouble()).isEqualTo(11.0);
  }
}
