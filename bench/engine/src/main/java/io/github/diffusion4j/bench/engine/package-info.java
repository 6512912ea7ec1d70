/** The works on this project's engine. */
package io.github.diffusion4j.bench.engine;
