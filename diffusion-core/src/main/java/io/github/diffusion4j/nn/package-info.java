/** Networks and their parts, written against tensors; they know nothing of diffusion. */
package io.github.diffusion4j.nn;
