/**
 * Editing: pictures that begin with others. Nothing here samples by itself; it is starts, grids and
 * interventions, which go with any sampler.
 */
package io.github.diffusion4j.edit;
