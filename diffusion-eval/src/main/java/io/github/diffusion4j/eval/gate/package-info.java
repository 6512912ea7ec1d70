/**
 * Whether a report is good enough: gates on its numbers, a verdict that is worked out again from
 * its counts, and what was accepted before.
 */
package io.github.diffusion4j.eval.gate;
