/** NumPy's archives of arrays, as far as statistics need them; whatever is read may be hostile. */
package io.github.diffusion4j.eval.npz;
