import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times whole training steps of a U-Net: forward, backward, clipping norm, AdamW, average. */
public final class TrainingStep {
  private TrainingStep() {}

  public static void main(String[] arguments) {
    int[] a = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    int batch = a[0];
    int size = a[1];
    int channels = a[2];
    int classes = a[7];
    int steps = a[8];
    UNetSpec spec = new UNetSpec(a[3], List.of(1, 2, 2), a[4], List.of(a[5]), a[6], 0);
    try (Engine engine = Engine.open()) {
      UNet network = new UNet(engine, spec, size, channels, classes, DataType.FLOAT32, 1);
      List<Tensor> weights = new ArrayList<>(network.parameters().byName().values());
      List<Tensor> means = zerosLike(engine, weights);
      List<Tensor> variances = zerosLike(engine, weights);
      List<Tensor> averages = zerosLike(engine, weights);
      float[] pixels = new float[batch * channels * size * size];
      RandomStream.of(1, "bench", 0).nextGaussians(pixels, 0, pixels.length);
      Conditioning conditioning =
          classes == 0 ? Conditioning.none(batch) : new Conditioning(new int[batch]);
      double[] taken = new double[steps];
      for (int i = 0; i < steps; i++) {
        long start = System.nanoTime();
        try (Scope scope = engine.scope()) {
          Tensor x = engine.tensor(pixels, Shape.of(batch, channels, size, size));
          Tensor y = network.forward(x, new double[batch], conditioning);
          List<Tensor> gradients =
              engine.gradients(y.subtract(x).square().mean(), weights);
          double norm = Math.sqrt(gradients.stream().mapToDouble(engine::sumOfSquares).sum());
          Engine.AdamWStep adam =
              new Engine.AdamWStep(1e-4, 0.9, 0.999, 1e-8, 0, Math.min(1, 1 / norm), i + 1);
          for (int k = 0; k < weights.size(); k++) {
            engine.adamW(
                weights.get(k), gradients.get(k), means.get(k), variances.get(k), adam);
            engine.lerp(averages.get(k), weights.get(k), 1e-3);
          }
        }
        taken[i] = (System.nanoTime() - start) / 1e6;
      }
      report("diffusion4j", network.parameters().count(), batch, taken);
    }
  }

  private static void report(String name, long parameters, int batch, double[] taken) {
    // The first third warms up compiler and caches.
    double[] counted = Arrays.copyOfRange(taken, taken.length / 3, taken.length);
    Arrays.sort(counted);
    double median = counted[counted.length / 2];
    System.out.printf(
        "%s: %,d parameters, median %.0f ms, fastest %.0f ms, %.1f pictures a second%n",
        name, parameters, median, counted[0], batch * 1000 / median);
  }

  private static List<Tensor> zerosLike(Engine engine, List<Tensor> weights) {
    return weights.stream().map(weight -> engine.zeros(weight.shape())).toList();
  }
}
