package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.UNet;
import io.github.diffusion4j.nn.UNetPorts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetTest {
  /** Parameters of a preset's network for data of so many classes, each picture of one. */
  private static long count(String preset, int classes) {
    Recipe recipe = Preset.named(preset);
    UNetPorts pictures = UNetPorts.of(recipe.data().imageSize(), recipe.data().channels(), classes);
    UNetPorts ports = recipe.training().ports(pictures.alwaysWithClass(), recipe.formulation());
    return UNet.parameterCount(recipe.network(), ports);
  }

  @Test
  void thePapersNetworksHaveThePapersSizes() {
    assertThat(count("ddpm", 10)).isEqualTo(35_746_307);
    assertThat(count("iddpm", 10) / 1e6).isCloseTo(52.55, within(0.005));
    assertThat(count("edm", 10)).isEqualTo(55_735_299);
    assertThat(count("edm", 0)).isEqualTo(55_733_891);
    assertThat(count("adm", 1000)).isEqualTo(295_904_454);
  }

  static List<String> small() {
    return Preset.names().stream().filter(name -> name.endsWith("-small")).toList();
  }

  @ParameterizedTest
  @MethodSource("small")
  void theSmallOnesAreForTwoCores(String preset) {
    Recipe recipe = Preset.named(preset);
    assertThat(recipe.training().maxDuration().toMinutes()).isBetween(1L, 20L);
    UNetPorts ports = UNetPorts.of(recipe.data().imageSize(), 3, 8);
    assertThat(UNet.parameterCount(recipe.network(), ports)).isBetween(500_000L, 3_000_000L);
  }

  @Test
  void everyPresetSaysAllItNeeds() {
    for (String name : Preset.names()) {
      Recipe recipe = Preset.named(name);
      assertThat(RecipeDraft.of(recipe).resolve()).as(name).isEqualTo(recipe);
      assertThat(recipe.notes()).as(name).isEmpty();
    }
  }
}
