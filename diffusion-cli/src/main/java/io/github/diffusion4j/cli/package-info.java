/**
 * The command {@code diffusion}: train, sample, inspect. Useful alone, and the process that the
 * Maven plugin forks.
 *
 * <p>Exit codes: 0 done or up to date, 1 unexpected failure, 2 a gate was not met (no command of
 * this package gives it yet), 3 bad input, 4 out of memory, 130 interrupted after a checkpoint.
 *
 * <p>As a worker it takes five more options: {@code --worker-result} (file that the outcome is
 * written to, always), {@code --worker-nonce} (repeated in it), {@code --worker-progress} (file
 * that JSON lines are appended to), {@code --worker-parent} (process id whose end stops this one)
 * and {@code --worker-lock} (file that workers lock so that one computes at a time).
 */
package io.github.diffusion4j.cli;
