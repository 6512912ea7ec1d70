/**
 * The works written directly against LibTorch through JavaCPP, in float32.
 *
 * <p>Handles to native tensors belong to the innermost {@code PointerScope}. Blocks open one of
 * their own ({@link Local}), so that a tensor goes when it would go in C++ or Python.
 */
package io.github.diffusion4j.bench.libtorch;
