/**
 * Recipes: everything that decides a model and its samples, as one record tree, read from YAML or
 * JSON over named presets.
 *
 * <p>{@link io.github.diffusion4j.recipe.RecipeDraft} layers preset, file and options; {@link
 * io.github.diffusion4j.recipe.Recipe} is the checked result; {@link
 * io.github.diffusion4j.recipe.Fingerprint} and {@link io.github.diffusion4j.recipe.UpToDate} tell
 * whether a model on disk is what a recipe would train again.
 */
package io.github.diffusion4j.recipe;
