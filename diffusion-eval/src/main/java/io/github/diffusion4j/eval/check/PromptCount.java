package io.github.diffusion4j.eval.check;

/**
 * What was counted of the pictures of one kind of prompt.
 *
 * @param kind of the prompts
 * @param hits independent pictures that count as copies
 * @param independent how many there are, at least 1
 */
public record PromptCount(PromptKind kind, long hits, int independent) {}
