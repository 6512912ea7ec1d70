package io.github.diffusion4j.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.data.Inspection;
import io.github.diffusion4j.inspect.Finding.Severity;
import io.github.diffusion4j.store.Json;
import java.util.List;

/**
 * What is to be known of a data set before training on it.
 *
 * @param contents what there is, and what cannot be read and why
 * @param dimensions sizes and proportions
 * @param captions what is written of the pictures
 * @param duplicates pictures that are there more than once
 * @param flat names of pictures of one colour
 * @param findings what to know of all this, the gravest first
 */
public record DataReport(
    Inspection contents,
    Dimensions dimensions,
    Captions captions,
    Duplicates duplicates,
    List<String> flat,
    List<Finding> findings) {
  /** Copies the lists. */
  public DataReport {
    flat = List.copyOf(flat);
    findings = List.copyOf(findings);
  }

  /** Tells whether nothing was found that should be looked at before training. */
  @JsonProperty("fit")
  public boolean isFit() {
    return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
  }

  /** Answers in one line whether the data is fit to train on. */
  @JsonProperty("verdict")
  public String verdict() {
    long stops = count(Severity.STOP);
    long looks = count(Severity.LOOK);
    if (stops > 0) {
      return "Not fit to train on";
    }
    return looks == 0
        ? "Fit to train on"
        : "Fit to train on once you have looked at "
            + (looks == 1 ? "one thing" : looks + " things");
  }

  private long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** Returns the whole as JSON; equal reports give equal text. */
  public String json() {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the verdict, the findings and the contents as lines for a terminal. */
  public String text() {
    return ReportText.of(this);
  }
}
