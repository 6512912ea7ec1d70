/**
 * Detectors of copies, and how well each finds copies that are known: figures that a study asks
 * for, and nothing of tables or files.
 */
package io.github.diffusion4j.bench.detector;
