/** What is compared, and the process that does it when told: works, contenders, their protocol. */
package io.github.diffusion4j.bench;
