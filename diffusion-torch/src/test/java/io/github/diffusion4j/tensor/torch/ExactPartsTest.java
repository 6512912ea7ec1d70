package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What stays in FLOAT32 where products are rounded to BFLOAT16. */
class ExactPartsTest {
  private static Engine open(Precision precision) {
    return Engine.open(new EngineSpec("torch", "cpu", precision));
  }

  private static Tensor gaussian(Engine engine, String name, int... lengths) {
    Shape shape = Shape.of(lengths);
    float[] values = new float[shape.size()];
    RandomStream.of(5, name, 0).nextGaussians(values, 0, values.length);
    return engine.tensor(values, shape);
  }

  @Test
  void functionsOfRoundedProductsAreExact() {
    try (Engine engine = open(Precision.BFLOAT16)) {
      Tensor product = gaussian(engine, "a", 6, 8).matMul(gaussian(engine, "b", 8, 7));
      float[] values = product.toFloats();
      float[] exponentials = product.exp().toFloats();
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        double exact = Math.exp(values[i]);
        assertThat(exponentials[i] / exact).as("element %d", i).isCloseTo(1, within(1e-6));
        sum += values[i];
      }
      assertThat(product.sum().item()).isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void attentionOnProcessorsIsExact() {
    Product.Attention how = new Product.Attention(2, 0.5, false, false);
    float[][] results = new float[2][];
    for (Precision precision : new Precision[] {Precision.FLOAT32, Precision.BFLOAT16}) {
      try (Engine engine = open(precision)) {
        Tensor q = gaussian(engine, "q", 2, 5, 8);
        Tensor k = gaussian(engine, "k", 2, 6, 8);
        Tensor v = gaussian(engine, "v", 2, 6, 8);
        results[precision.ordinal()] = q.attention(how, k, v).toFloats();
      }
    }
    assertThat(results[1]).containsExactly(results[0], within(1e-6f));
  }
}
