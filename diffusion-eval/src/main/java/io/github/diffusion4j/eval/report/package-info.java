/** The whole evaluation in one run, its canonical JSON, and the page that a person reads. */
package io.github.diffusion4j.eval.report;
