package io.github.diffusion4j.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.EvaluationException;
import org.junit.jupiter.api.Test;

class StartLineTest {
  @Test
  void aLongOneIsRefusedBeforeItCrashes() {
    assertThatCode(() -> StartLine.requireShort(3_500)).doesNotThrowAnyException();
    assertThatThrownBy(() -> StartLine.requireShort(9_876))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContainingAll("9,876 bytes", "CLASSPATH", "java @file");
  }

  @Test
  void thisProcessHasAShortOne() {
    assertThatCode(StartLine::requireShort).doesNotThrowAnyException();
  }
}
