package io.github.diffusion4j.likelihood;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.sample.VectorField;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The probability-flow equation in {@code ln sigma} together with its divergence per dimension, by
 * products of vectors with the denoiser's derivative.
 *
 * @param vectors each {@code [N, C, H, W]}
 * @param exact whether the vectors are units, and their products add up to one trace
 */
record ProbabilityFlow(Denoiser denoiser, List<Tensor> vectors, boolean exact)
    implements VectorField {

  /** Takes the pictures and the integral's {@code [N, probes]}, and gives their slopes. */
  @Override
  public List<Tensor> at(List<Tensor> state, double[] times) {
    Tensor x = state.get(0);
    double[] sigmas = Arrays.stream(times).map(Math::exp).toArray();
    Tensor[] products = new Tensor[vectors.size()];
    Tensor slope = null;
    for (int k = 0; k < products.length; k++) {
      Linear linear = along(x, sigmas, vectors.get(k));
      slope = linear.slope();
      products[k] = linear.product();
    }
    Tensor traces = Tensor.concat(1, products);
    Tensor trace = exact ? traces.sum(1) : traces;
    double dimensions = (double) x.shape().size() / x.shape().dim(0);
    return List.of(slope, trace.affine(-1 / dimensions, 1));
  }

  /** The slope of pictures, and {@code v^T (dD / dx) v} of each, {@code [N, 1]}. */
  private record Linear(Tensor slope, Tensor product) {}

  private Linear along(Tensor x, double[] sigmas, Tensor vector) {
    Engine engine = x.engine();
    try (Scope scope = engine.scope()) {
      Tensor input = engine.parameter(x);
      Tensor denoised = denoiser.denoise(input, sigmas);
      Tensor slope = x.subtract(denoised);
      Tensor row = engine.gradients(denoised.multiply(vector).sum(), List.of(input)).get(0);
      Tensor product = PerPicture.sum(row.multiply(vector)).reshape(sigmas.length, 1);
      return new Linear(scope.keep(slope), scope.keep(product));
    }
  }
}
