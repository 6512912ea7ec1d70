package io.github.diffusion4j.eval.check;

/**
 * A generated picture that counts as a copy.
 *
 * @param generated its index
 * @param group the index of the first generated picture of its prompt; its own if it has none
 * @param prompt of which kind its prompt is
 * @param caption the beginning of its prompt, or ""
 * @param generatedDigest its digest
 * @param training the index of the training picture that it is most like
 * @param trainingDigest that picture's digest, by which a finding is known from build to build
 * @param similarity of the two
 * @param pValue how often a new real picture would be as like a training picture, or more
 * @param significant whether it stays on the list when at most a tenth of the list may be there by
 *     chance (Benjamini and Hochberg 1995)
 * @param nearDuplicates how many other training pictures are above the threshold, too, beside the
 *     one of {@code training}: one more than this is the k of eidetic memorisation (Carlini et al.
 *     2023). -1 if they were not counted, as is beyond the {@value #COUNTED} most similar findings
 */
public record Finding(
    int generated,
    int group,
    PromptKind prompt,
    String caption,
    String generatedDigest,
    int training,
    String trainingDigest,
    double similarity,
    double pValue,
    boolean significant,
    int nearDuplicates) {
  /** Of how many findings near-duplicates are counted. */
  public static final int COUNTED = 1000;
}
