package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Blocks that run again for the gradients give those of blocks that were kept. */
class CheckpointTest {
  private static final int SIZE = 8;

  private final Engine engine = Engine.open(EngineSpec.of("torch"));

  @AfterEach
  void close() {
    engine.close();
  }

  /** Runs a block one way or the other. */
  private interface Keeping {
    Tensor run(Supplier<Tensor> block);
  }

  /** A loss of an input and weights. */
  private interface Loss {
    Tensor of(Tensor x, List<Tensor> weights, Keeping keeping);
  }

  private void assertSameGradients(Loss loss) {
    List<double[]> expected = gradients(loss, Supplier::get);
    List<double[]> actual = gradients(loss, engine::checkpoint);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("weights %d", i).containsExactly(expected.get(i), within(1e-12));
    }
  }

  private List<double[]> gradients(Loss loss, Keeping keeping) {
    try (Scope scope = engine.scope()) {
      List<Tensor> weights = IntStream.range(0, 4).mapToObj(this::weights).toList();
      Tensor result = loss.of(gaussian(7), weights, keeping);
      return engine.gradients(result, weights).stream().map(Tensor::toDoubles).toList();
    }
  }

  private Tensor weights(int index) {
    return engine.parameter(gaussian(index).multiply(0.4));
  }

  private Tensor gaussian(int index) {
    RandomStream random = RandomStream.of(3, "checkpoints", index);
    double[] values = new double[SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return engine.tensor(values, Shape.of(SIZE, SIZE), DataType.FLOAT64);
  }

  @Test
  void oneAfterTheOther() {
    assertSameGradients(
        (x, w, keeping) -> {
          Tensor h = x;
          for (Tensor weight : w) {
            Tensor before = h;
            h = keeping.run(() -> before.matMul(weight).silu().add(before));
          }
          return h.square().mean();
        });
  }

  /** What a block takes from outside was computed, is used elsewhere, and by two blocks. */
  @Test
  void withPlainOperationsBetween() {
    assertSameGradients(
        (x, w, keeping) -> {
          Tensor shared = x.matMul(w.get(0)).tanh();
          Tensor first = keeping.run(() -> shared.matMul(w.get(1)).multiply(shared));
          Tensor between = first.add(shared).exp().multiply(0.1);
          Tensor second = keeping.run(() -> between.matMul(w.get(2)).add(first).silu());
          return second.multiply(between).add(shared.square()).add(first).mean();
        });
  }

  @Test
  void withinOneAnother() {
    assertSameGradients(
        (x, w, keeping) -> {
          Tensor base = x.matMul(w.get(3));
          Tensor outer =
              keeping.run(
                  () -> {
                    Tensor h = base.matMul(w.get(0)).silu();
                    Tensor inner = keeping.run(() -> h.matMul(w.get(1)).add(base).tanh());
                    return keeping.run(() -> inner.matMul(w.get(2)).multiply(h)).add(inner);
                  });
          return outer.multiply(base).mean();
        });
  }

  @Test
  void whereABlockReturnsWhatItWasGiven() {
    assertSameGradients(
        (x, w, keeping) -> {
          Tensor h = x.matMul(w.get(0));
          Tensor same = keeping.run(() -> h);
          Tensor weight = keeping.run(() -> w.get(1));
          Tensor constant = keeping.run(() -> x);
          return same.multiply(weight).add(constant.multiply(w.get(2))).square().mean();
        });
  }

  @Test
  void whereTheLossItselfIsOne() {
    assertSameGradients((x, w, keeping) -> keeping.run(() -> x.matMul(w.get(0)).square().mean()));
  }

  @Test
  void whereScopesAreOpenedInside() {
    assertSameGradients(
        (x, w, keeping) -> {
          Tensor h = x.matMul(w.get(0));
          return keeping
              .run(
                  () -> {
                    Tensor scale;
                    try (Scope aside = engine.inference()) {
                      scale = aside.keep(h.abs().max());
                    }
                    return h.matMul(w.get(1)).divide(scale);
                  })
              .square()
              .mean();
        });
  }

  @Test
  void eachBlockRunsTwiceAndNoMore() {
    AtomicInteger runs = new AtomicInteger();
    gradients(
        (x, w, keeping) -> {
          Tensor h = x.matMul(w.get(0));
          for (int i = 0; i < 5; i++) {
            Tensor before = h;
            h =
                keeping.run(
                    () -> {
                      runs.incrementAndGet();
                      return before.matMul(w.get(1)).tanh();
                    });
          }
          return h.mean();
        },
        engine::checkpoint);
    assertThat(runs).hasValue(10);
  }

  @Test
  void innerResultsAreNotKept() {
    List<Long> held = new ArrayList<>();
    for (Keeping keeping : List.<Keeping>of(Supplier::get, engine::checkpoint)) {
      try (Scope scope = engine.scope()) {
        Tensor w = weights(0);
        long before = engine.memoryBytes();
        Tensor h = gaussian(1);
        for (int i = 0; i < 10; i++) {
          Tensor input = h;
          h = keeping.run(() -> input.matMul(w).silu().add(1).square().tanh());
        }
        held.add(engine.memoryBytes() - before);
        engine.gradients(h.sum(), List.of(w));
      }
    }
    long one = SIZE * SIZE * 8L;
    assertThat(held).containsExactly(51 * one, 11 * one);
    assertThat(engine.memoryBytes()).isZero();
  }
}
