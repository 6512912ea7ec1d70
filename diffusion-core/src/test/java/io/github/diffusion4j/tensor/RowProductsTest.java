package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class RowProductsTest {
  private static Tensor gaussians(Engine engine, int seed, int rows, int columns) {
    RandomStream random = RandomStream.of(seed, "row products", 0);
    float[] values = new float[rows * columns];
    random.nextGaussians(values, 0, values.length);
    return engine.tensor(values, Shape.of(rows, columns));
  }

  /** Lengths on both sides of the blocks' of the plain way and of the engine's own. */
  @Test
  void showsEachProductOnceAndThoseOfOneRowInOrder() {
    int[][] lengths = {{0, 5}, {5, 0}, {1, 1}, {257, 1025}, {31, 4100}, {1700, 300}};
    try (Engine engine = Engine.open()) {
      for (int[] length : lengths) {
        try (Scope scope = engine.inference()) {
          Tensor left = gaussians(engine, 1, length[0], 7);
          Tensor right = gaussians(engine, 2, length[1], 7);
          String what = "seeds 1, 2 lengths " + left.shape() + right.shape();
          float[] products = left.matMul(right, false, true).toFloats();
          Checked own = new Checked(what, length, products);
          engine.rowProducts(left, right, own);
          own.finish();
          Checked plain = new Checked(what, length, products);
          RowProducts.show(engine, left, right, plain);
          plain.finish();
        }
      }
    }
  }

  /** Compares products with those of a plain matrix product; rows may come from any thread. */
  private static final class Checked implements RowProducts {
    private final String what;
    private final int columns;
    private final float[] expected;
    private final AtomicIntegerArray seen;

    Checked(String what, int[] lengths, float[] expected) {
      this.what = what;
      this.columns = lengths[1];
      this.expected = expected;
      seen = new AtomicIntegerArray(lengths[0]);
    }

    @Override
    public void accept(int left, int right, float[] products, int count) {
      assertThat(seen.getAndAdd(left, count)).as("%s, row %d", what, left).isEqualTo(right);
      double worst = 0;
      for (int i = 0; i < count; i++) {
        worst = Math.max(worst, Math.abs(products[i] - expected[left * columns + right + i]));
      }
      assertThat(worst).as("%s, row %d from row %d", what, left, right).isLessThan(1e-4);
    }

    void finish() {
      for (int i = 0; i < seen.length(); i++) {
        assertThat(seen.get(i)).as("%s, products of row %d", what, i).isEqualTo(columns);
      }
    }
  }
}
