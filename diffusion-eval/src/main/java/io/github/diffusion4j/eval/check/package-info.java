/** Whether generated pictures copy the training set: measured, bounded and judged in one run. */
package io.github.diffusion4j.eval.check;
