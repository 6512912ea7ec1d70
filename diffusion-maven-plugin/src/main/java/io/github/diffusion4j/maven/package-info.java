/**
 * The goals. A goal translates its parameters into a request and hands it to the {@link
 * io.github.diffusion4j.maven.worker worker} package, which knows nothing of Maven.
 */
package io.github.diffusion4j.maven;
