package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Spatial;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A convolution of pictures {@code [N, in, H, W]} or clips {@code [N, in, L, H, W]} that keeps
 * their size, or halves height and width.
 *
 * @param weight {@code [out, in, kernel...]}
 * @param bias {@code [out]}
 */
record Convolution(Tensor weight, Tensor bias, Spatial.Convolution how) {

  /**
   * What a convolution is told of its place in a network.
   *
   * @param places dimensions after the channels: 2 for pictures, 3 for clips
   * @param kernel its length along each, odd
   */
  record Kernel(int places, int kernel) {
    int[] weight(int in, int out) {
      int[] lengths = new int[places + 2];
      Arrays.fill(lengths, kernel);
      lengths[0] = out;
      lengths[1] = in;
      return lengths;
    }

    int taps() {
      return (int) Math.pow(kernel, places);
    }

    Spatial.Convolution keeping() {
      return how(Collections.nCopies(places, 1));
    }

    /** Of a clip every frame stays. */
    Spatial.Convolution halving() {
      return how(places == 2 ? List.of(2, 2) : List.of(1, 2, 2));
    }

    private Spatial.Convolution how(List<Integer> stride) {
      List<Integer> padding = Collections.nCopies(places, kernel / 2);
      return new Spatial.Convolution(stride, padding, Collections.nCopies(places, 1), 1);
    }
  }

  static Convolution of(Parameters parameters, int in, int out, Kernel kernel) {
    return of(parameters, in, out, kernel, kernel.keeping());
  }

  static Convolution halving(Parameters parameters, int channels, Kernel kernel) {
    return halving(parameters, channels, channels, kernel);
  }

  static Convolution halving(Parameters parameters, int in, int out, Kernel kernel) {
    return of(parameters, in, out, kernel, kernel.halving());
  }

  private static Convolution of(
      Parameters parameters, int in, int out, Kernel kernel, Spatial.Convolution how) {
    int taps = kernel.taps();
    return new Convolution(
        parameters.glorot("weight", in * taps, out * taps, kernel.weight(in, out)),
        parameters.constant("bias", 0, out),
        how);
  }

  /** One that starts as zero, so that the branch it ends says nothing at first. */
  static Convolution zero(Parameters parameters, int in, int out, Kernel kernel) {
    return new Convolution(
        parameters.constant("weight", 0, kernel.weight(in, out)),
        parameters.constant("bias", 0, out),
        kernel.keeping());
  }

  Tensor forward(Tensor x) {
    return x.convolve(how, weight, bias);
  }
}
