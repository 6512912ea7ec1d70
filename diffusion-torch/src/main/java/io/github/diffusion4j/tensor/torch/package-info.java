/**
 * The engine on LibTorch, through JavaCPP: LibTorch's kernels and its own automatic
 * differentiation, under this project's scopes.
 *
 * <p>Nothing native is left to the garbage collector. Tensors die with their scope; whatever else a
 * kernel makes goes when it returns ({@code Native}).
 */
package io.github.diffusion4j.tensor.torch;
