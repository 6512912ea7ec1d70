package io.github.diffusion4j.cli;

import io.github.diffusion4j.inspect.DataInspector;
import io.github.diffusion4j.inspect.DataReport;
import io.github.diffusion4j.store.AtomicFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is in a data set, and whether it is fit to train on. */
@Command(
    name = "inspect",
    description =
        "Says whether a data set is fit to train on, and what is in it: counts, sizes, modes,"
            + " classes, captions, copies and look-alikes, and what could not be read and why.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Action {
  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description =
          "A folder of pictures (sub-folders are classes), a ZIP of one, an IDX file, or what"
              + " is built in: 'shapes', or 'close-ups' of them.")
  private String data;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      description = "Size that a model would learn: says how many pictures are smaller.")
  private Integer imageSize;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with pictures: copies side by side, and a mosaic.")
  private Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes everything found as JSON.")
  private Path json;

  @Override
  public Outcome run(Session session) {
    if (imageSize != null && imageSize < 1) {
      throw new UserError("--image-size is " + imageSize + "; it must be 1 or more");
    }
    Map<String, String> outputs = new LinkedHashMap<>();
    DataReport report;
    try (DataInspector inspector =
        DataInspector.at(
            data,
            imageSize == null ? 0 : imageSize,
            (what, done, total) -> step(session, what, done, total))) {
      report = inspector.report();
      if (json != null) {
        outputs.put("report", written(json, report.json()));
      }
      if (html != null) {
        outputs.put("page", written(html, inspector.page(report)));
      }
    }
    return Outcome.ok(report.text().stripTrailing(), outputs);
  }

  private static void step(Session session, String what, long done, long total) {
    if (session.interruption().requested()) {
      throw new Interrupted("Interrupted; the data was not read to its end");
    }
    session
        .progress()
        .step(String.format(Locale.ROOT, "%,d/%,d %s", done, total, what), done, total);
  }

  private static String written(Path file, String text) {
    Path place = file.toAbsolutePath().normalize();
    AtomicFiles.write(place, text.getBytes(StandardCharsets.UTF_8));
    return place.toString();
  }
}
