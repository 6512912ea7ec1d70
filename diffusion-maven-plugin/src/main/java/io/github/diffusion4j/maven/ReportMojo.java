package io.github.diffusion4j.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/**
 * Puts the report that {@code diffusion:evaluate} and {@code diffusion:check} wrote into the
 * project's site: a page with the verdict and the gates, and the report itself beside it. It
 * measures and judges nothing; where there is no report, the site has no such page.
 *
 * @since 0.1.0
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
public final class ReportMojo extends AbstractMojo implements MavenReport {
  private static final String NAME = "diffusion-report";
  private static final String COPY = "diffusion/report.html";

  /**
   * Skips all goals of this plugin.
   *
   * @since 0.1.0
   */
  @Parameter(property = "diffusion.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Folder of the report, as for {@code diffusion:evaluate}.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "diffusion.reportDirectory",
      defaultValue = "${project.build.directory}/diffusion/evaluation")
  private File reportDirectory;

  @Parameter(defaultValue = "${project.reporting.outputDirectory}", readonly = true)
  private File outputDirectory;

  /** Made by Maven. */
  public ReportMojo() {}

  /** Takes what Maven would set. */
  ReportMojo(Path reportDirectory, Path outputDirectory) {
    this.reportDirectory = reportDirectory.toFile();
    this.outputDirectory = outputDirectory.toFile();
  }

  /** Copies the report alone: a page around it is what {@code mvn site} makes. */
  @Override
  public void execute() throws MojoExecutionException {
    if (!canGenerateReport()) {
      getLog().info("There is no report in " + reportDirectory + "; diffusion:evaluate makes one.");
      return;
    }
    try {
      getLog().info("Report: " + copied());
    } catch (IOException e) {
      throw new MojoExecutionException("the report cannot be copied into the site: " + e, e);
    }
  }

  @Override
  public void generate(Sink sink, Locale locale) throws MavenReportException {
    try {
      copied();
      JudgementFile judgement = JudgementFile.read(folder().resolve("TEST-diffusion.xml"));
      new SitePage(sink).write(getName(locale), judgement, COPY);
    } catch (IOException e) {
      throw new MavenReportException("the report cannot be put into the site: " + e, e);
    }
  }

  private Path copied() throws IOException {
    Path copy = outputDirectory.toPath().resolve(COPY);
    Files.createDirectories(copy.getParent());
    return Files.copy(folder().resolve("report.html"), copy, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path folder() {
    return reportDirectory.toPath();
  }

  @Override
  public boolean canGenerateReport() {
    return !skip
        && Files.isRegularFile(folder().resolve("report.html"))
        && Files.isRegularFile(folder().resolve("TEST-diffusion.xml"));
  }

  @Override
  public boolean isExternalReport() {
    return false;
  }

  @Override
  @Deprecated
  public String getOutputName() {
    return NAME;
  }

  @Override
  public String getOutputPath() {
    return NAME;
  }

  @Override
  public String getCategoryName() {
    return CATEGORY_PROJECT_REPORTS;
  }

  @Override
  public String getName(Locale locale) {
    return "Generated pictures";
  }

  @Override
  public String getDescription(Locale locale) {
    return "Whether generated pictures copy training pictures, and the gates on their quality.";
  }

  @Override
  public void setReportOutputDirectory(File directory) {
    outputDirectory = directory;
  }

  @Override
  public File getReportOutputDirectory() {
    return outputDirectory;
  }
}
