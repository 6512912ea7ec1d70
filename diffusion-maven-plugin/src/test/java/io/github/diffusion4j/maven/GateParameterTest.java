package io.github.diffusion4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

class GateParameterTest {
  @Test
  void isWrittenAsTheProgramReadsIt() throws Exception {
    assertThat(gate("fd", null, null, "0.3").text()).isEqualTo("fd<=0.3");
    assertThat(gate(" precision ", "training", " 80% ", "").text())
        .isEqualTo("precision@training>=80%");
    assertThat(gate("fd", "held-out", "0.1", "0.3").text()).isEqualTo("0.1<=fd@held-out<=0.3");
  }

  @Test
  void lacksNeitherMetricNorLimit() {
    assertThatThrownBy(() -> gate("fd", null, " ", null).text()).hasMessageContaining("no limit");
    assertThatThrownBy(() -> gate(" ", null, "1", null).text()).hasMessageContaining("<metric>");
  }

  /** Fills the fields as Maven does. */
  private static GateParameter gate(String metric, String against, String minimum, String maximum)
      throws ReflectiveOperationException {
    GateParameter gate = new GateParameter();
    set(gate, "metric", metric);
    set(gate, "against", against);
    set(gate, "minimum", minimum);
    set(gate, "maximum", maximum);
    return gate;
  }

  private static void set(GateParameter gate, String name, String value)
      throws ReflectiveOperationException {
    Field field = GateParameter.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(gate, value);
  }
}
