package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * A convolution of {@code [N, in, H, W]} that keeps the size, or halves it with stride 2.
 *
 * @param weight {@code [out, in, kernel, kernel]}
 * @param bias {@code [out]}
 */
record Convolution(Tensor weight, Tensor bias, int stride) {
  static Convolution of(Parameters parameters, int in, int out, int kernel, int stride) {
    int area = kernel * kernel;
    return new Convolution(
        parameters.glorot("weight", in * area, out * area, out, in, kernel, kernel),
        parameters.constant("bias", 0, out),
        stride);
  }

  /** One that starts as zero, so that the branch it ends says nothing at first. */
  static Convolution zero(Parameters parameters, int in, int out, int kernel) {
    return new Convolution(
        parameters.constant("weight", 0, out, in, kernel, kernel),
        parameters.constant("bias", 0, out),
        1);
  }

  Tensor forward(Tensor x) {
    return x.conv2d(weight, bias, stride, weight.shape().dim(2) / 2);
  }
}
