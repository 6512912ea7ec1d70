package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.diffusion4j.image.UnreadableImageException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DecoderThreadsTest {
  private static ImageSource source(Duration limit) {
    return new ImageSource(new byte[9], "x.png", ReadOptions.DEFAULT.withTimeLimit(limit));
  }

  @Test
  void leavesADecoderBehindThatNeverReturns() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Thread> decoder = new AtomicReference<>();
    UnreadableImageException refusal =
        catchThrowableOfType(
            UnreadableImageException.class,
            () ->
                DecoderThreads.call(
                    source(Duration.ofMillis(50)),
                    () -> {
                      decoder.set(Thread.currentThread());
                      // Interrupts do not move it.
                      while (end.getCount() > 0) {
                        Thread.onSpinWait();
                      }
                      return null;
                    }));
    assertThat(refusal)
        .hasMessage("x.png: too slow: decoding it takes longer than the limit of 0.05 s");
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_SLOW);
    assertThat(decoder.get().isDaemon()).isTrue();
    assertThat(decoder.get()).isNotSameAs(Thread.currentThread());
    end.countDown();
  }

  @Test
  void stopsADecoderThatStillReads() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    UnreadableImageException refusal =
        catchThrowableOfType(
            UnreadableImageException.class,
            () ->
                DecoderThreads.call(
                    source(Duration.ofMillis(50)),
                    () -> {
                      FileInput in = new FileInput(new byte[9]);
                      try {
                        while (true) {
                          in.seek(0);
                          in.readInt();
                        }
                      } catch (InterruptedIOException givenUp) {
                        stopped.countDown();
                        throw givenUp;
                      }
                    }));
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_SLOW);
    // Waits for as long as a decoder that did not stop would run.
    stopped.await();
  }

  @Test
  void endsWhenItsCallerIsInterrupted() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> still = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                DecoderThreads.call(
                    source(Duration.ofDays(1)),
                    () -> {
                      started.countDown();
                      end.await();
                      return null;
                    });
              } catch (Throwable failure) {
                thrown.set(failure);
                still.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get())
        .isInstanceOf(CancellationException.class)
        .hasMessage("x.png: the thread was interrupted");
    assertThat(still.get()).isTrue();
    end.countDown();
  }

  @Test
  void aThreadThatIsInterruptedAlreadyReadsNothing() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> ImageReader.read(PictureFiles.webpLossy(), "x.webp", ReadOptions.DEFAULT))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static int endless(int depth) {
    return endless(depth + 1) + depth;
  }

  @Test
  void everyFailureOfADecoderIsTheOneException() {
    ImageSource source = source(Duration.ofDays(1));
    assertThat(failure(source, new IOException("bad\nblock"))).hasMessageEndingWith("(bad?block)");
    assertThat(failure(source, new ArrayIndexOutOfBoundsException(7)).kind())
        .isEqualTo(Kind.CORRUPT);
    assertThat(failure(source, new AssertionError()).kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure(source, new InternalError()).kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure(source, new OutOfMemoryError()).kind()).isEqualTo(Kind.TOO_LARGE);
    UnreadableImageException deep =
        catchThrowableOfType(
            UnreadableImageException.class,
            () ->
                DecoderThreads.call(
                    source, () -> ImageReader.guarded(source, ImageFormat.TIFF, () -> endless(0))));
    assertThat(deep).hasMessage("x.png: corrupt: TIFF data cannot be decoded (StackOverflowError)");
  }

  private static UnreadableImageException failure(ImageSource source, Throwable thrown) {
    return catchThrowableOfType(
        UnreadableImageException.class,
        () ->
            ImageReader.guarded(
                source,
                ImageFormat.PNG,
                () -> {
                  if (thrown instanceof Error error) {
                    throw error;
                  }
                  throw (Exception) thrown;
                }));
  }

  @Test
  void optionsSayWhatTheyTake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.DEFAULT.withMaxPixels(0))
        .withMessageContaining("not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.DEFAULT.withBackground(1 << 24))
        .withMessageContaining("0x1000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReadOptions.DEFAULT.withTimeLimit(Duration.ZERO))
        .withMessageContaining("PT0S");
    assertThat(ReadOptions.DEFAULT.maxPixels()).isEqualTo(1 << 26);
  }
}
