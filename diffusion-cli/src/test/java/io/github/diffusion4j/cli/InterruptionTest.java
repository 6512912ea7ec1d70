package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final Interruption interruption = new Interruption();
  private final AtomicInteger stops = new AtomicInteger();

  @Test
  void stopsTheWorkInHandOnce() {
    interruption.onRequest(stops::incrementAndGet);
    interruption.request();
    interruption.request();
    assertThat(stops).hasValue(1);
    assertThat(interruption.requested()).isTrue();
  }

  @Test
  void stopsWorkThatBeginsAfterTheRequest() {
    interruption.request();
    interruption.onRequest(stops::incrementAndGet);
    assertThat(stops).hasValue(1);
  }
}
