/** Single operations of this project's engine, timed with JMH. */
package io.github.diffusion4j.bench.jmh;
