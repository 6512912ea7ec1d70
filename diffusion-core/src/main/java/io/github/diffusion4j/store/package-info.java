/**
 * State on disk: files that are whole or not there, digests, JSON and tensors in the safetensors
 * format.
 *
 * <p>Whatever is read here may come from anywhere, so it is checked before it is believed: nothing
 * is allocated for a number in a header until the file is known to be long enough to hold it, and
 * whatever is wrong ends as a {@link io.github.diffusion4j.store.StoreException} that names the
 * file. The package depends on nothing else of this project.
 */
package io.github.diffusion4j.store;
