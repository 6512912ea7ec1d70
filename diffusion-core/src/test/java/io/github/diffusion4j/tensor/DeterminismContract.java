package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The same inputs give the same bits, again and again, and from several threads at once. */
public interface DeterminismContract extends EngineUnderTest {
  /** How many threads use the engine at once; more than small hosts have cores. */
  int THREADS = 4;

  private static List<double[]> everything(Engine engine, Trial trial, boolean differentiable) {
    List<double[]> results = new ArrayList<>();
    for (DataType type : DataType.values()) {
      results.add(trial.run(engine, type));
      if (differentiable) {
        results.addAll(trial.gradients(engine, type));
      }
    }
    return results;
  }

  private static void assertSame(Trial trial, List<double[]> actual, List<double[]> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(Arrays.equals(actual.get(i), expected.get(i)))
          .as("result %d of %s is the same to the last bit", i, trial)
          .isTrue();
    }
  }

  @Test
  default void everyOperationGivesTheSameBitsAgain() {
    for (OpCase c : OpCase.all()) {
      Trial trial = Trial.of(c);
      List<double[]> first = everything(engine(), trial, c.op().differentiable());
      assertSame(trial, everything(engine(), trial, c.op().differentiable()), first);
    }
  }

  @Test
  default void largeArraysGiveTheSameBitsAgain() {
    for (Trial trial : LayoutContract.largeArrays()) {
      List<double[]> first = everything(engine(), trial, true);
      for (int again = 0; again < 2; again++) {
        assertSame(trial, everything(engine(), trial, true), first);
      }
    }
  }

  /** Each thread starts elsewhere in the list, so that unlike operations meet. */
  @Test
  default void everyOperationMayRunOnSeveralThreadsAtOnce() throws Exception {
    List<OpCase> cases = OpCase.all();
    List<Trial> trials = cases.stream().map(Trial::of).toList();
    List<List<double[]>> expected = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      expected.add(everything(engine(), trials.get(i), cases.get(i).op().differentiable()));
    }
    atOnce(
        thread -> {
          for (int i = 0; i < cases.size(); i++) {
            int at = (i + thread * cases.size() / THREADS) % cases.size();
            boolean differentiable = cases.get(at).op().differentiable();
            Trial trial = trials.get(at);
            assertSame(trial, everything(engine(), trial, differentiable), expected.get(at));
          }
        });
  }

  /** All threads in the same operation, with the large arrays that engines share out. */
  @Test
  default void largeArraysMayBeComputedOnSeveralThreadsAtOnce() throws Exception {
    List<Trial> trials = LayoutContract.largeArrays();
    List<List<double[]>> expected = new ArrayList<>();
    trials.forEach(trial -> expected.add(everything(engine(), trial, true)));
    atOnce(
        thread -> {
          for (int i = 0; i < trials.size(); i++) {
            assertSame(trials.get(i), everything(engine(), trials.get(i), true), expected.get(i));
          }
        });
  }

  @Test
  default void threadsHaveScopesOfTheirOwnAndShareParameters() throws Exception {
    Tensor weight = engine().parameter(engine().full(2, Shape.of(8, 8), DataType.FLOAT32));
    atOnce(
        thread -> {
          for (int i = 0; i < 50; i++) {
            float fill = THREADS * i + thread;
            try (Scope scope = engine().scope()) {
              Tensor x = engine().full(fill, Shape.of(1, 8), DataType.FLOAT32);
              Tensor loss = x.matMul(weight).sum();
              assertThat(engine().gradients(loss, List.of(weight)).get(0).toFloats())
                  .containsOnly(fill);
            }
          }
        });
  }

  /** What one thread of several does. */
  @FunctionalInterface
  interface Work {
    /** Does the work of the thread of that number. */
    void run(int thread) throws Exception;
  }

  private static void atOnce(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        ends.add(
            threads.submit(
                () -> {
                  work.run(thread);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
