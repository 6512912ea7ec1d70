package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.image.Image;

/**
 * A copy made on purpose.
 *
 * @param manipulation how it was made
 * @param source index of the picture that it is a copy of
 * @param picture the copy
 */
public record PlantedCopy(Manipulation manipulation, int source, Image picture) {}
