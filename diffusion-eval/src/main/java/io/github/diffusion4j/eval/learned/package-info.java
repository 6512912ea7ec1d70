/**
 * Networks that are trained to judge pictures, on the user's own: a descriptor that finds edited
 * copies, and a classifier of the data's labels. Both are kept in folders named by what decides
 * them, and checked on pictures that they did not see.
 */
package io.github.diffusion4j.eval.learned;
