package io.github.diffusion4j.maven.worker;

/**
 * One line of a worker's progress file.
 *
 * @param line text for the user
 * @param done units done so far
 * @param total units in all; 0 when not known
 * @param note whether the line must be shown, however soon it follows another
 */
public record ProgressLine(String line, long done, long total, boolean note) {}
