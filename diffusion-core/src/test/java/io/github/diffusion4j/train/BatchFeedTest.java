package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.DataManifest;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseProcess;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFeedTest {
  private static final NoiseProcess PROCESS = Formulation.DDPM_COSINE.preconditioning().process();
  private static final Stripes DATA = new Stripes(10, "a".repeat(64));

  private static TrainingSpec spec(LevelSampling levels) {
    return new TrainingSpec(
            50, null, 6, 2, 1e-3, 0, Decay.CONSTANT, 0, 1, 0.9, 0.3, true, 4, false, 1, 1)
        .withObjective(new ObjectiveSpec(levels, 0.4, 0.1));
  }

  private static Batches batches(Dataset data, LevelSampler levels, LevelSampling sampling) {
    return new Batches(data, levels, PROCESS, spec(sampling), null);
  }

  private static Batches batches(Dataset data) {
    return new Batches(data, PROCESS, spec(LevelSampling.UNIFORM));
  }

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("diffusion-batches");
  }

  private static void assertSame(Batches.Batch a, Batches.Batch b) {
    assertThat(a.clean()).isEqualTo(b.clean());
    assertThat(a.noisy()).isEqualTo(b.noisy());
    assertThat(a.sigmas()).isEqualTo(b.sigmas());
    assertThat(a.weights()).isEqualTo(b.weights());
    assertThat(a.labels()).isEqualTo(b.labels());
    assertThat(a.augmented()).isEqualTo(b.augmented());
  }

  /** Ten pictures in steps of six, so that parts of a step are of different epochs. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anyNumberOfThreadsPreparesTheSame(int threads) {
    Batches alone = batches(DATA);
    for (long first : new long[] {1, 18}) {
      try (BatchFeed feed = new BatchFeed(batches(DATA), 2, first, 40, threads)) {
        for (long step = first; step <= 40; step++) {
          for (int part = 0; part < 2; part++) {
            assertSame(feed.take(), alone.of(step, part));
          }
        }
        assertThatThrownBy(feed::take).isInstanceOf(IllegalStateException.class);
        assertThat(feed.waitedShare()).isBetween(0.0, 1.0);
      }
    }
  }

  /** What is prepared ahead must not know less than what is prepared when it is needed. */
  @ParameterizedTest
  @EnumSource(LevelSampling.class)
  void levelsFollowWhatWasLearnedUntilThen(LevelSampling sampling) {
    LevelSampler here = LevelSampler.of(PROCESS, spec(sampling));
    LevelSampler there = LevelSampler.of(PROCESS, spec(sampling));
    Batches alone = batches(DATA, here, sampling);
    try (BatchFeed feed = new BatchFeed(batches(DATA, there, sampling), 2, 1, 50, 2)) {
      for (long step = 1; step <= 50; step++) {
        for (int part = 0; part < 2; part++) {
          Batches.Batch expected = alone.of(step, part);
          assertSame(feed.take(), expected);
          double[] all = new double[1000];
          long now = step;
          Arrays.setAll(all, i -> 1 + i * now % 5);
          double[] sigmas = new double[1000];
          Arrays.setAll(sigmas, i -> PROCESS.quantile((i + 0.5) / 1000));
          here.learn(sigmas, all);
          there.learn(sigmas, all);
        }
      }
    }
  }

  /** Stripes that do something else at times. */
  private record Odd(IntUnaryOperator before) implements Dataset {
    @Override
    public Image image(int index) {
      return DATA.image(before.applyAsInt(index));
    }

    @Override
    public int size() {
      return DATA.size();
    }

    @Override
    public int label(int index) {
      return DATA.label(index);
    }

    @Override
    public List<String> classes() {
      return DATA.classes();
    }

    @Override
    public String caption(int index) {
      return "";
    }

    @Override
    public int imageSize() {
      return DATA.imageSize();
    }

    @Override
    public int channels() {
      return DATA.channels();
    }

    @Override
    public String description() {
      return DATA.description();
    }

    @Override
    public DataManifest manifest() {
      return DATA.manifest();
    }

    @Override
    public List<Unreadable> unreadable() {
      return List.of();
    }
  }

  @Test
  void aFailureEndsTheTrainingWithItsCause() {
    IllegalArgumentException cause = new IllegalArgumentException("picture 7 is broken");
    Dataset broken =
        new Odd(
            index -> {
              if (index == 7) {
                throw cause;
              }
              return index;
            });
    try (BatchFeed feed = new BatchFeed(batches(broken), 2, 1, 50, 2)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 8; i++) {
                  feed.take();
                }
              })
          .isSameAs(cause);
    }
  }

  @Test
  void anErrorIsNotSwallowed() {
    Dataset broken =
        new Odd(
            index -> {
              throw new OutOfMemoryError("no heap left");
            });
    try (BatchFeed feed = new BatchFeed(batches(broken), 2, 1, 50, 2)) {
      assertThatThrownBy(feed::take).isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void anInterruptEndsTheWaiting() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Dataset stuck =
        new Odd(
            index -> {
              asked.countDown();
              try {
                never.await();
              } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
              }
              return index;
            });
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread trainer =
        new Thread(
            () -> {
              try (BatchFeed feed = new BatchFeed(batches(stuck), 2, 1, 50, 2)) {
                feed.take();
              } catch (TrainingException stopped) {
                end.set(stopped);
              }
            });
    trainer.start();
    asked.await();
    trainer.interrupt();
    trainer.join();
    assertThat(end.get()).hasMessageContaining("interrupted");
  }
}
