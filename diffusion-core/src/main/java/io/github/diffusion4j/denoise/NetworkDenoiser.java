package io.github.diffusion4j.denoise;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.Network;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A network made into a denoiser by a preconditioning: {@code skip * x + output * F(input * x;
 * noiseCondition)}.
 *
 * @param network F
 * @param preconditioning the coefficients
 * @param conditioning what each picture of a batch shows; its size is the batch's
 */
public record NetworkDenoiser(
    Network network, Preconditioning preconditioning, Conditioning conditioning)
    implements Refinement {

  /** Estimates the pictures, and the variance too if the network has twice the channels. */
  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    int pictures = x.shape().dim(0);
    if (sigmas.length != pictures || conditioning.size() != pictures) {
      throw new ShapeException(
          "denoise: "
              + x.shape()
              + " holds "
              + pictures
              + " pictures, but there are "
              + sigmas.length
              + " noise levels and "
              + conditioning.size()
              + " labels; give one of each per picture");
    }
    for (double sigma : sigmas) {
      if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "denoise: sigma is " + sigma + "; it is a number above 0");
      }
    }
    double[] noiseConditions = Arrays.stream(sigmas).map(preconditioning::noiseCondition).toArray();
    Tensor scaled = times(x, sigmas, preconditioning::input);
    Tensor output = network.forward(scaled, noiseConditions, conditioning);
    int channels = x.shape().dim(1);
    boolean learned = output.shape().dim(1) == 2 * channels;
    Tensor said = learned ? output.slice(1, 0, channels) : output;
    Tensor denoised =
        times(x, sigmas, preconditioning::skip).add(times(said, sigmas, preconditioning::output));
    return learned
        ? new Estimate(denoised, output.slice(1, channels, 2 * channels).affine(0.5, 0.5))
        : Estimate.of(denoised);
  }

  private static Tensor times(Tensor x, double[] sigmas, DoubleUnaryOperator coefficient) {
    return PerPicture.times(x, Arrays.stream(sigmas).map(coefficient).toArray());
  }
}
