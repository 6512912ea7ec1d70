package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Provenance;
import io.github.diffusion4j.eval.report.ReportFile;
import io.github.diffusion4j.eval.report.ReportPage;
import io.github.diffusion4j.store.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/** The reports of one test: in its folder, and published to whoever listens to the run. */
final class Evidence {
  private final ExtensionContext context;
  private final Supplier<Path> place;
  private final boolean redact;
  private final Map<Evaluations.Evaluated, Path> written = new IdentityHashMap<>();
  private Path folder;

  /**
   * Begins without a report.
   *
   * @param place gives the folder of its own that the first report needs
   */
  Evidence(ExtensionContext context, Supplier<Path> place, boolean redact) {
    this.context = context;
    this.place = place;
    this.redact = redact;
  }

  /** Writes a report, once a test, and returns its page. */
  Path keep(Evaluations.Evaluated evaluated) {
    return written.computeIfAbsent(evaluated, this::write);
  }

  private Path write(Evaluations.Evaluated evaluated) {
    if (folder == null) {
      folder = place.get();
    }
    EvaluationReport report = evaluated.outcome().report();
    String name = written.isEmpty() ? "report" : "report-" + (written.size() + 1);
    Path json = folder.resolve(name + ".json");
    Path page = folder.resolve(name + ".html");
    AtomicFiles.write(
        page,
        ReportPage.of(report, evaluated.sets(), redact, provenance())
            .getBytes(StandardCharsets.UTF_8));
    ReportFile.write(json, report);
    publish(json, MediaType.APPLICATION_JSON);
    publish(page, MediaType.create("text", "html"));
    return page;
  }

  private Provenance provenance() {
    String test =
        context.getRequiredTestClass().getName() + "#" + context.getRequiredTestMethod().getName();
    return Provenance.here(
        Provenance.toolkitOfJar(),
        List.of(new Provenance.Command("Test", List.of("mvn", "test", "-Dtest=" + test))));
  }

  private void publish(Path file, MediaType type) {
    try {
      context.publishFile(
          file.getFileName().toString(),
          type,
          target -> Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING));
    } catch (JUnitException unwanted) {
      // A launcher may take no files. The verdict stands, and the folder has them anyway.
      context.publishReportEntry("diffusion-eval", file.toString());
    }
  }
}
