/** The U-Net as a graph of SameDiff, which comes with ND4J. */
package io.github.diffusion4j.bench.samediff;
