/**
 * Networks of Deeplearning4j behind the denoiser: a {@code ComputationGraph} is trained through its
 * external errors under any preconditioning, sampled by the samplers of core, and kept in DL4J's
 * own archives, which are hostile until they are checked.
 *
 * <p>DL4J computes in ND4J, so its process has ND4J's engine and cannot have LibTorch's.
 */
package io.github.diffusion4j.dl4j;
