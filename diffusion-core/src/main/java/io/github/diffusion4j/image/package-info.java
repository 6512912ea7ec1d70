/**
 * Pictures: reading them from files that may be hostile, at 8 or 16 bits a sample, fitting them to
 * the square a network takes, and writing them with 8.
 *
 * <p>Values are kept exact: what a file stores is what {@link
 * io.github.diffusion4j.image.Pixels#sample} gives, whatever gamma or colour profile the file
 * claims. Only a few things change a value, each by a stated rule: transparency (laid over a
 * background), CMYK (ink to light), resizing (antialiased) and, last of all, 16 bits (rounded to
 * 8).
 */
package io.github.diffusion4j.image;
