/**
 * Pictures of 8 bits a sample: reading them from files that may be hostile, fitting them to the
 * square a network takes, and writing them.
 *
 * <p>Values are kept exact: what a file stores is what {@link
 * io.github.diffusion4j.image.Image#sample} gives, whatever gamma or colour profile the file
 * claims. Only three things change a value, each by a stated rule: transparency (laid over white),
 * 16-bit samples (rounded to 8) and resizing (antialiased bicubic).
 */
package io.github.diffusion4j.image;
