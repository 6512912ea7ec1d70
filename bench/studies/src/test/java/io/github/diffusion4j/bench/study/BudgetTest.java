package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.Engine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final Formulation EDM = Formulation.EDM;
  private static final Formulation LEARNED =
      RecipeDraft.preset("iddpm-small").resolve().formulation();

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void eulerAsksOnceAStep() {
    assertThat(Budget.steps(SamplerSpec.Kind.EULER, EDM, engine, 20))
        .hasValue(new Budget.Choice(new SamplerSpec(SamplerSpec.Kind.EULER, 20), 20));
  }

  @Test
  void heunAsksTwiceAStepAndOnceInTheLast() {
    assertThat(Budget.steps(SamplerSpec.Kind.HEUN, EDM, engine, 35))
        .hasValue(new Budget.Choice(new SamplerSpec(SamplerSpec.Kind.HEUN, 18), 35));
    // 19 and 21 are equally near.
    assertThat(Budget.steps(SamplerSpec.Kind.HEUN, EDM, engine, 20).orElseThrow().evaluations())
        .isIn(19L, 21L);
  }

  @Test
  void everySamplerHasStepsForTheUsualNumbers() {
    List<Integer> wanted = List.of(5, 10, 20, 40, 80);
    for (SamplerSpec.Kind kind : SamplerSpec.Kind.values()) {
      assertThat(Budget.choices(kind, LEARNED, engine, wanted)).as(kind.label()).isNotEmpty();
    }
  }

  @Test
  void whatAModelLacksIsAReason() {
    SamplerSpec.Kind kind = SamplerSpec.Kind.ANCESTRAL_LEARNED;
    assertThat(Budget.choices(kind, LEARNED, engine, List.of(10)).get(0).evaluations())
        .isEqualTo(10);
    assertThatThrownBy(() -> Budget.choices(kind, Formulation.DDPM_COSINE, engine, List.of(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the model learned none");
  }
}
