package io.github.diffusion4j.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.store.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A judgement in the Static Analysis Results Interchange Format 2.1.0, which code hosts show and
 * follow from build to build: one result for each gate that is not met, and one for each training
 * picture that was copied, known by that picture's digest.
 *
 * @param base the folder that locations are relative to
 * @param record a file that exists; what has no file of its own points at it
 * @param trainingFile the file of a training picture by its digest, if it has one that exists
 */
record Sarif(Path base, Path record, Function<String, Optional<Path>> trainingFile) {
  /** What code hosts show of a run, and how large a file they take. */
  static final int MOST_RESULTS = 5_000;

  static final int LARGEST = 10_000_000;

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final String BASE = "BASE";
  private static final int TEXT = 1000;

  byte[] of(Judgement judgement, Optional<EvaluationReport> report) {
    List<ObjectNode> results = new ArrayList<>();
    judgement.gates().stream()
        .filter(each -> !each.passed())
        .forEach(each -> results.add(gate(each)));
    report.ifPresent(
        found ->
            byTraining(found.replication().findings()).values().stream()
                .limit(MOST_RESULTS)
                .forEach(findings -> results.add(copies(findings, judgement))));
    int kept = Math.min(MOST_RESULTS, results.size());
    byte[] json = json(log(results.subList(0, kept)));
    while (json.length > LARGEST) {
      kept /= 2;
      json = json(log(results.subList(0, kept)));
    }
    return json;
  }

  private static Map<String, List<Finding>> byTraining(List<Finding> findings) {
    Map<String, List<Finding>> byTraining = new LinkedHashMap<>();
    for (Finding each : findings) {
      byTraining.computeIfAbsent(each.trainingDigest(), digest -> new ArrayList<>()).add(each);
    }
    return byTraining;
  }

  private ObjectNode gate(GateResult each) {
    ObjectNode result = result("gate", "error", each.gate() + ": " + each.sentence());
    result.withArray("/locations").add(location(record));
    result.putObject("partialFingerprints").put("gate/v1", each.gate());
    return result;
  }

  private ObjectNode copies(List<Finding> findings, Judgement judgement) {
    Finding worst = findings.get(0);
    String text =
        String.format(
            Locale.ROOT,
            "%,d generated picture%s too like training picture %d; the most similar is generated"
                + " picture %d, %.4f.",
            findings.size(),
            findings.size() == 1 ? " is" : "s are",
            worst.training(),
            worst.generated(),
            worst.similarity());
    String caption = worst.caption().isEmpty() ? "" : " Its prompt: " + worst.caption();
    ObjectNode result = result("copy", judgement.passed() ? "warning" : "error", text + caption);
    result
        .withArray("/locations")
        .add(location(trainingFile.apply(worst.trainingDigest()).orElse(record)));
    result.putObject("partialFingerprints").put("trainingPicture/v1", worst.trainingDigest());
    if (judgement.accepted().contains(worst.trainingDigest())) {
      result
          .withArray("/suppressions")
          .addObject()
          .put("kind", "external")
          .put("justification", "accepted in the baseline");
    }
    return result;
  }

  private static ObjectNode result(String rule, String level, String text) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("ruleId", rule).put("level", level);
    String cut = text.length() > TEXT ? text.substring(0, TEXT) + "..." : text;
    // Brackets would make a link of what stands in them.
    result.putObject("message").put("text", cut.replaceAll("([\\\\\\[\\]])", "\\\\$1"));
    return result;
  }

  private ObjectNode location(Path file) {
    ObjectNode location = JsonNodeFactory.instance.objectNode();
    ObjectNode artifact = location.putObject("physicalLocation").putObject("artifactLocation");
    Path folder = base.toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    if (absolute.startsWith(folder)) {
      artifact.put("uri", relative(folder, absolute));
      artifact.put("uriBaseId", BASE);
    } else {
      artifact.put("uri", absolute.toUri().toASCIIString());
    }
    location.withObject("/physicalLocation").putObject("region").put("startLine", 1);
    return location;
  }

  /** Returns a URI below a folder's; a colon before any slash would make a scheme of a name. */
  private static String relative(Path folder, Path file) {
    String uri = folder.toUri().relativize(file.toUri()).toASCIIString();
    int colon = uri.indexOf(':');
    int slash = uri.indexOf('/');
    return colon >= 0 && (slash < 0 || colon < slash) ? "./" + uri : uri;
  }

  private ObjectNode log(List<ObjectNode> results) {
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Diffusion4J");
    ArrayNode rules = driver.putArray("rules");
    rule(rules, "gate", "A gate on generated pictures is not met.");
    rule(rules, "copy", "Generated pictures are too like a training picture.");
    run.putObject("originalUriBaseIds").putObject(BASE).put("uri", folderUri(base));
    run.putArray("results").addAll(results);
    return log;
  }

  /** A folder's URI ends in a slash, or what is relative to it would be relative to its parent. */
  private static String folderUri(Path folder) {
    String uri = folder.toAbsolutePath().normalize().toUri().toASCIIString();
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static void rule(ArrayNode rules, String id, String text) {
    rules.addObject().put("id", id).putObject("shortDescription").put("text", text);
  }

  private static byte[] json(ObjectNode log) {
    try {
      String text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(log);
      return (text + '\n').getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a SARIF log is plain data, but cannot be written", e);
    }
  }
}
