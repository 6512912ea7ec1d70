package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.statistics.ClopperPearson;

/**
 * How many planted copies of a kind the detector found.
 *
 * @param kind how they were made
 * @param claimed whether the detector is to see this kind, and the verdict rests on it
 * @param found above the threshold, of how many
 */
public record Sensitivity(String kind, boolean claimed, ClopperPearson found) {}
