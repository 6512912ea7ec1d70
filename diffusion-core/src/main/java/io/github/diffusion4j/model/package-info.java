/** Models on disk: their weights, what is known of them, and drawing pictures from them. */
package io.github.diffusion4j.model;
