/** Ways of finding the training picture that another picture is most like. */
package io.github.diffusion4j.eval.detect;
