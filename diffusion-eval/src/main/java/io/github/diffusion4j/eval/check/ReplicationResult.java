package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import java.util.List;

/**
 * What a check found, complete: everything that a report says of copies comes from here.
 *
 * @param detector what compared pictures
 * @param verdict the answer
 * @param reasons why, in sentences; the first is the answer's own
 * @param training how many training pictures were searched
 * @param heldOut how many held-out pictures calibrate; with {@code weakNull}, training pictures
 * @param heldOutDuplicates how many were left out of that because they are training pictures, too
 * @param weakNull whether training pictures compared with each other took the place of held-out
 *     ones
 * @param generated how many generated pictures there are
 * @param different how many of them differ
 * @param independent how many count: one for each group of pictures that share a prompt
 * @param threshold above which a picture counts as a copy
 * @param rate what the hits say of the rate of copies
 * @param prompts the same by kind of prompt, where there are both kinds; else empty
 * @param sensitivity by kind of planted copy
 * @param searchRecall how often the search finds what an exact one does; null if it is exact
 * @param findings the pictures that count as copies, the most similar first
 * @param similarities of each generated picture with its most similar training picture
 * @param heldOutSimilarities of each held-out picture, duplicates among them
 */
public record ReplicationResult(
    DescriptorIdentity detector,
    Verdict verdict,
    List<String> reasons,
    int training,
    int heldOut,
    int heldOutDuplicates,
    boolean weakNull,
    int generated,
    int different,
    int independent,
    Calibration.Threshold threshold,
    RateVerdict rate,
    List<PromptRate> prompts,
    List<Sensitivity> sensitivity,
    ClopperPearson searchRecall,
    List<Finding> findings,
    double[] similarities,
    double[] heldOutSimilarities) {

  /** Returns the verdict and its reasons as one text. */
  public String sentence() {
    return verdict + ": " + String.join("; ", reasons);
  }
}
