package io.github.diffusion4j.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One record of what another project's schedulers come to on a toy model. */
record ConformanceCase(JsonNode node) {
  private static final Pattern CUSTOM = Pattern.compile("custom timesteps \\[([-0-9, ]+)]");

  /** What a note may say; the first group says what is done about it elsewhere. */
  private static final List<Pattern> NOTES =
      Stream.of(
              "t_start = T-2: loop over the last two timesteps \\[1,0]; add_noise at timestep 1",
              "timesteps = round\\(i\\*\\(T-1\\)/\\(n-1\\)\\), descending; prev timestep passed.*",
              "three stacked batches: x, x\\+0\\.1, x-0\\.1 at per-batch timesteps 0,1,2"
                  + " respectively; ONE batched step without added noise; .*",
              "slice index = t_start\\*order = \\d+",
              "loop over timesteps\\[\\d+:] with the clean dummy sample \\(nothing added\\)",
              "loop over all timesteps is run TWICE on the same scheduler .*",
              "custom timesteps \\[[-0-9, ]+]",
              "per step: correct then predict, each with its own model call at sigma_t; .*")
          .map(Pattern::compile)
          .toList();

  private static final Set<String> KEYS =
      Set.of(
          "id",
          "scheduler",
          "config",
          "num_inference_steps",
          "prediction_type",
          "expected_sum",
          "expected_mean",
          "tol_sum",
          "tol_mean",
          "source",
          "definitions",
          "sample_shape",
          "start_scale",
          "t_start",
          "add_dummy_noise_at_start",
          "torch_rng_seed",
          "fully_deterministic",
          "running_state_is_scaled_input",
          "vacuous_upstream",
          "model_call",
          "rederived",
          "f64_vs_f32_relative_difference",
          "notes");

  /** Returns the records of all files in a folder. */
  static List<ConformanceCase> read(Path folder) {
    List<ConformanceCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted =
          files
              .filter(file -> file.getFileName().toString().matches("sampler-conformance.*\\.json"))
              .sorted()
              .toList();
      for (Path file : sorted) {
        new ObjectMapper()
            .readTree(file.toFile())
            .forEach(record -> cases.add(new ConformanceCase(record)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  /** Fails if there is something that this reader does not know. */
  void requireUnderstood() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("key '" + key + "' is not understood");
              }
            });
    String notes = notes();
    if (!notes.isEmpty() && NOTES.stream().noneMatch(known -> known.matcher(notes).matches())) {
      throw new IllegalArgumentException("notes are not understood: " + notes);
    }
  }

  String id() {
    return node.path("id").asText();
  }

  String scheduler() {
    return node.path("scheduler").asText();
  }

  ConformanceConfig config() {
    return new ConformanceConfig(node.path("config"));
  }

  int steps() {
    return node.path("num_inference_steps").asInt();
  }

  String prediction() {
    return node.path("prediction_type").asText();
  }

  String notes() {
    return node.path("notes").asText("");
  }

  boolean batched() {
    return notes().startsWith("three stacked batches");
  }

  boolean twice() {
    return notes().startsWith("loop over all timesteps is run TWICE");
  }

  /** Returns the index of the step to start with. */
  int firstStep() {
    return node.path("t_start").asInt();
  }

  boolean noisyStart() {
    return node.path("add_dummy_noise_at_start").asBoolean();
  }

  boolean scalesState() {
    return node.path("running_state_is_scaled_input").asBoolean();
  }

  String startScale() {
    return node.path("start_scale").asText();
  }

  /** Returns the noise of the record's seed, or none. */
  NoiseStreams noise() {
    JsonNode seed = node.path("torch_rng_seed");
    return seed.isNumber() ? new TorchStreams(seed.asLong()) : NoiseStreams.none();
  }

  /** Returns the timesteps that the record names itself, or null. */
  double[] customTimes() {
    Matcher matcher = CUSTOM.matcher(notes());
    return matcher.matches()
        ? Stream.of(matcher.group(1).split(",")).mapToDouble(Double::parseDouble).toArray()
        : null;
  }

  private Shape shape() {
    int[] lengths = new int[node.path("sample_shape").size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = node.path("sample_shape").get(i).asInt();
    }
    return Shape.of(lengths);
  }

  /** Returns the dummy sample: picture b at place p is {@code (4 p + b) / n}. */
  Tensor sample(Engine engine) {
    return filled(engine, false);
  }

  /** Returns the dummy noise, which counts down. */
  Tensor dummyNoise(Engine engine) {
    return filled(engine, true);
  }

  private Tensor filled(Engine engine, boolean down) {
    Shape shape = shape();
    int pictures = shape.dim(0);
    int each = shape.size() / pictures;
    double[] values = new double[shape.size()];
    for (int b = 0; b < pictures; b++) {
      for (int p = 0; p < each; p++) {
        int index = pictures * p + b;
        values[b * each + p] = (double) (down ? shape.size() - 1 - index : index) / shape.size();
      }
    }
    return engine.tensor(values, shape, DataType.FLOAT64);
  }

  @Override
  public String toString() {
    return id();
  }
}
