/**
 * How pictures are made noisy, and how a network is wrapped so that it can undo it.
 *
 * <p>Closed forms on doubles; nothing here touches a tensor. One unit of noise is used throughout:
 * sigma, the standard deviation of the noise in {@code x = x0 + sigma * noise} (Karras et al.
 * 2022). A discrete schedule that shrinks the picture too, {@code x_t = sqrt(alphaBar) x0 + sqrt(1
 * - alphaBar) noise}, is the same thing divided by {@code sqrt(alphaBar)}, with {@code sigma^2 = (1
 * - alphaBar) / alphaBar}; so any model can be sampled by any sampler.
 */
package io.github.diffusion4j.noise;
