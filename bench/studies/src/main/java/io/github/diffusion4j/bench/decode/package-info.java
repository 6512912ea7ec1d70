/** How fast pictures are decoded: here, by ImageIO alone and by Pillow, in turns. */
package io.github.diffusion4j.bench.decode;
