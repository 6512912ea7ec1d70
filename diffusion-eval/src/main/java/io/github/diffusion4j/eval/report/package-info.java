/**
 * The whole evaluation in one run, its canonical JSON, the page that a person reads, and a
 * judgement in the forms that build servers and code hosts read.
 */
package io.github.diffusion4j.eval.report;
