/**
 * Runs the work of a goal in a JVM of its own, and knows nothing of Maven.
 *
 * <p>A {@link io.github.diffusion4j.maven.worker.GoalRequest} becomes the arguments of the command
 * line program, {@link io.github.diffusion4j.maven.worker.WorkerLauncher} starts it, shows its
 * progress and reads its result. Natives are never loaded in the caller's JVM: a native library
 * binds to one class loader, and a build tool has many.
 */
package io.github.diffusion4j.maven.worker;
