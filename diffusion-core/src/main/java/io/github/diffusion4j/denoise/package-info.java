/**
 * The denoiser {@code D(x; sigma) = E[x0 | x]}, the one thing that training makes and sampling
 * needs, and what changes it on its way: guidance and clipping, as decorators that compose.
 */
package io.github.diffusion4j.denoise;
