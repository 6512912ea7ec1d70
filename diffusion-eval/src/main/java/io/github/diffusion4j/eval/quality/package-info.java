/**
 * How good and how varied a set of generated pictures is, beside a set of real ones.
 *
 * <p>Every number here compares distributions, and none sees a few copies among many pictures: a
 * generated set that <em>is</em> the training set gets the best marks. What counts copies is in
 * {@code replication}. Names carry the descriptor and the number of pictures ({@link
 * io.github.diffusion4j.eval.quality.MetricName}), because the values depend on both.
 */
package io.github.diffusion4j.eval.quality;
