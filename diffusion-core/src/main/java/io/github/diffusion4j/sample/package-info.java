/**
 * Samplers: how a denoiser turns noise into pictures.
 *
 * <p>A sampler is a function of a denoiser, a grid of noise levels, a start and a source of noise;
 * an observer sees each step. All work on the same state, {@code x = x0 + sigma * noise}, whatever
 * the model was trained with. A sampler of a variance-preserving process (DDIM, ancestral) is
 * written in its literature for {@code x_t = sqrt(alphaBar) x}; dividing its update by {@code
 * sqrt(alphaBar)} of the next level gives the formulas here, in sigma alone.
 */
package io.github.diffusion4j.sample;
