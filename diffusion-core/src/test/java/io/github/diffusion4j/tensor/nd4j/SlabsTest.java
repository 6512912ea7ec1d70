package io.github.diffusion4j.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabsTest {
  private static final long MANY = 1L << 30;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyPieceIsRunOnce(int threads) {
    Slabs slabs = new Slabs(threads);
    try {
      for (int pieces : new int[] {0, 1, 2, 7, 8, 9, 1000}) {
        AtomicIntegerArray runs = new AtomicIntegerArray(pieces);
        slabs.each(
            pieces,
            MANY,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                runs.incrementAndGet(i);
              }
            });
        for (int i = 0; i < pieces; i++) {
          assertThat(runs.get(i)).as("piece %d of %d", i, pieces).isOne();
        }
      }
    } finally {
      slabs.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aFailureReachesTheCallerFromAnyThread(int threads) {
    Slabs slabs = new Slabs(threads);
    try {
      for (int failing = 0; failing < 20; failing++) {
        int bad = failing;
        assertThatIllegalStateException()
            .isThrownBy(
                () ->
                    slabs.each(
                        20,
                        MANY,
                        (from, to) -> {
                          if (from <= bad && bad < to) {
                            throw new IllegalStateException("piece " + bad);
                          }
                        }))
            .withMessage("piece " + bad);
      }
    } finally {
      slabs.close();
    }
  }
}
