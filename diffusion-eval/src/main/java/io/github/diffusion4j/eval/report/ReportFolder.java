package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a report is, and what is made of it: {@code report.json}, the page, statistics of the
 * pictures, and the judgement as JUnit XML, SARIF and Markdown.
 *
 * @param directory which need not exist
 */
public record ReportFolder(Path directory) {
  /** Far above what a page may have; whatever is larger is none. */
  private static final long LARGEST_PAGE = 64L << 20;

  /** Returns the file of the numbers. */
  public Path json() {
    return directory.resolve("report.json");
  }

  /** Returns the page for a person. */
  public Path page() {
    return directory.resolve("report.html");
  }

  /** Returns the statistics of the generated pictures' features, for Fréchet distances. */
  public Path statistics() {
    return directory.resolve("statistics.npz");
  }

  /** Returns the JUnit XML, of a name by which build servers find it. */
  public Path junit() {
    return directory.resolve("TEST-diffusion.xml");
  }

  /** Returns the SARIF log. */
  public Path sarif() {
    return directory.resolve("report.sarif");
  }

  /** Returns the summary in Markdown. */
  public Path summary() {
    return directory.resolve("summary.md");
  }

  /**
   * Writes a judgement in each form, over the one before, and into the page if there is one.
   *
   * @param report that was judged; empty if there is none to trust
   * @param trainingFile the file of a training picture by its digest, if it has one
   * @throws io.github.diffusion4j.store.StoreException if a file cannot be written
   */
  public void write(
      Judgement judgement,
      Optional<EvaluationReport> report,
      Function<String, Optional<Path>> trainingFile) {
    write(junit(), JunitXml.of(judgement, page()));
    Path record = Files.isRegularFile(json()) ? json() : junit();
    Sarif sarif =
        new Sarif(
            Path.of(""), record, digest -> trainingFile.apply(digest).filter(Files::isRegularFile));
    AtomicFiles.write(sarif(), sarif.of(judgement, report));
    write(summary(), MarkdownSummary.of(judgement, report));
    writeIntoPage(judgement);
  }

  private void writeIntoPage(Judgement judgement) {
    try {
      if (Files.isRegularFile(page()) && Files.size(page()) <= LARGEST_PAGE) {
        String page = new String(Files.readAllBytes(page()), StandardCharsets.UTF_8);
        JudgementSection.replacedIn(page, judgement).ifPresent(judged -> write(page(), judged));
      }
    } catch (IOException e) {
      throw new StoreException("page " + page() + " cannot be read; evaluate again", e);
    }
  }

  private static void write(Path file, String text) {
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
