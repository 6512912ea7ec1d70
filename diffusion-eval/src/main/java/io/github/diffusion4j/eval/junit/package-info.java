/**
 * Evaluations as JUnit tests: sets of pictures are injected, gates and assertions judge them, and
 * the evidence is kept. The only package that knows JUnit, which whoever writes the tests brings.
 */
package io.github.diffusion4j.eval.junit;
