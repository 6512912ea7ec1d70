/**
 * What the stages of a cascade hand to each other: small pictures, corrupted in training so that a
 * stage puts up with the mistakes of the one before (Ho et al. 2022, "Cascaded Diffusion Models").
 */
package io.github.diffusion4j.cascade;
