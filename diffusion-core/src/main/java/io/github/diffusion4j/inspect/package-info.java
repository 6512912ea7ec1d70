/**
 * What a person wants to know of a data set before training on it: counts, sizes, classes,
 * captions, copies, what is odd, and whether it is fit to train on; as a record, as JSON, as lines
 * and as a page.
 */
package io.github.diffusion4j.inspect;
