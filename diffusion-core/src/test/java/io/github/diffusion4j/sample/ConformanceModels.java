package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.DynamicThresholding;
import io.github.diffusion4j.sample.ConformanceSetup.Model;
import io.github.diffusion4j.tensor.Tensor;

/** The toy model {@code f(x, t) = x t / (t + 1)} as a denoiser of each kind of scheduler. */
final class ConformanceModels {
  private ConformanceModels() {}

  private static Tensor toy(Tensor x, double time) {
    return x.multiply(time / (time + 1));
  }

  /** Returns what an output means: the picture, for a state {@code x0 + sigma noise}. */
  private static Tensor picture(String prediction, Tensor x, Tensor output, double sigma) {
    double total = sigma * sigma + 1;
    return switch (prediction) {
      case "epsilon" -> x.subtract(output.multiply(sigma));
      case "v_prediction" ->
          x.multiply(1 / total).subtract(output.multiply(sigma / Math.sqrt(total)));
      case "sample" -> output;
      default ->
          throw new IllegalArgumentException("prediction_type is not understood: " + prediction);
    };
  }

  /** Returns the model of a process that keeps the variance. */
  static Model preserving(String prediction) {
    return (x, sigma, time) ->
        picture(prediction, x, toy(x.multiply(1 / Math.hypot(1, sigma)), time), sigma);
  }

  /** Returns the model that sees the state as it is: what is scaled, is scaled by the run. */
  static Model plain(String prediction) {
    return (x, sigma, time) -> picture(prediction, x, toy(x, time), sigma);
  }

  /**
   * Returns the model of a process on a circle, whose time is the angle; at its end, where there is
   * no picture left, the picture is divided by a least cosine.
   */
  static Model circle(double leastCosine) {
    return (x, sigma, time) -> {
      double angle = time * Math.PI / 2;
      double sine = Math.sin(angle);
      double cosine = time == 1 ? 0 : Math.cos(angle);
      double divisor = Math.max(cosine, leastCosine);
      Tensor state = x.multiply(divisor);
      Tensor noise = state.multiply(sine).add(toy(state, time).multiply(cosine));
      return state.subtract(noise.multiply(sine)).multiply(1 / divisor);
    };
  }

  /** Returns the model with EDM's preconditioning; its input is scaled or not. */
  static Model edm(String prediction, double sigmaData, boolean scaledInput) {
    double sign =
        switch (prediction) {
          case "epsilon" -> 1;
          case "v_prediction" -> -1;
          default ->
              throw new IllegalArgumentException(
                  "prediction_type is not understood: " + prediction);
        };
    return (x, sigma, time) -> {
      double total = Math.hypot(sigma, sigmaData);
      Tensor output = toy(scaledInput ? x.multiply(1 / total) : x, time);
      return x.multiply(sigmaData * sigmaData / (total * total))
          .add(output.multiply(sign * sigma * sigmaData / total));
    };
  }

  /** Returns the consistency model, whose estimate at the least level is its input. */
  static Model consistency(double sigmaData, double least, boolean clip) {
    return (x, sigma, time) -> {
      double total = Math.hypot(sigma, sigmaData);
      double above = sigma - least;
      double skip = sigmaData * sigmaData / (above * above + sigmaData * sigmaData);
      Tensor picture =
          x.multiply(skip)
              .add(toy(x.multiply(1 / total), time).multiply(above * sigmaData / total));
      return clip ? picture.clamp(-1, 1) : picture;
    };
  }

  /** Returns the model whose output is the score. */
  static Model score(String prediction) {
    if (!prediction.equals("score")) {
      throw new IllegalArgumentException("prediction_type is not understood: " + prediction);
    }
    return (x, sigma, time) -> x.add(toy(x, time).multiply(sigma * sigma));
  }

  /** Returns a model whose pictures are put through dynamic thresholding. */
  static Model thresholded(Model model, double ratio, double maximum) {
    return (x, sigma, time) -> {
      Denoiser denoiser = (state, levels) -> model.denoise(state, levels[0], time);
      return new DynamicThresholding(denoiser, ratio, maximum).denoise(x, sigma);
    };
  }
}
