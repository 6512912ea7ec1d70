package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.SavedCalibration;

/**
 * Which pictures were looked at.
 *
 * @param description in a few words
 * @param pictures how many
 * @param unreadable how many more could not be read
 * @param digest of all that they were made of
 */
public record SetSummary(String description, int pictures, int unreadable, String digest) {

  /** Summarises a data set. */
  public static SetSummary of(Dataset pictures) {
    return new SetSummary(
        pictures.description(),
        pictures.size(),
        pictures.unreadable().size(),
        pictures.manifest().digest());
  }

  /** Summarises the held-out pictures that a calibration was kept of. */
  static SetSummary of(SavedCalibration kept) {
    return new SetSummary(
        kept.description(), kept.similarities().size(), 0, kept.heldOut().digest());
  }
}
