package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.recipe.Preset;
import org.junit.jupiter.api.Test;

class RecipeSchemaTest {
  private final ObjectNode schema = RecipeSchema.generate();

  @Test
  void knowsEveryKeyOfARecipeAndNoOther() {
    compare(schema, Preset.named("edm-small").toTree());
  }

  @Test
  void knowsTypesConstantsAndDefaults() {
    assertThat(schema.at("/properties/training/properties/steps/type").asText())
        .isEqualTo("integer");
    assertThat(schema.at("/properties/formulation/properties/prediction/enum").toString())
        .isEqualTo("[\"epsilon\",\"x0\",\"v\",\"score\",\"edm\"]");
    assertThat(schema.at("/properties/training/properties/batch-size/default").asInt())
        .isEqualTo(64);
    assertThat(schema.at("/properties/training/properties/max-duration/type").toString())
        .isEqualTo("[\"string\",\"null\"]");
    assertThat(schema.at("/properties/sampling/properties/class-label/type").toString())
        .isEqualTo("[\"integer\",\"null\"]");
    assertThat(schema.at("/properties/network/properties/multipliers/items/type").asText())
        .isEqualTo("integer");
    JsonNode gate = schema.at("/properties/evaluation/properties/gates/items");
    assertThat(gate.at("/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("metric", "against", "minimum", "maximum");
    assertThat(gate.get("additionalProperties").asBoolean(true)).isFalse();
    assertThat(gate.at("/properties/against/enum").toString())
        .isEqualTo("[\"held-out\",\"training\"]");
    assertThat(gate.at("/properties/maximum/type").toString())
        .isEqualTo("[\"number\",\"string\",\"null\"]");
    assertThat(schema.at("/properties/preset/enum")).hasSize(Preset.names().size());
  }

  private static void compare(JsonNode schema, ObjectNode tree) {
    assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
    ObjectNode properties = ((ObjectNode) schema.get("properties")).deepCopy();
    properties.remove("preset");
    assertThat(properties.fieldNames()).toIterable().hasSameElementsAs(() -> tree.fieldNames());
    tree.properties()
        .forEach(
            entry -> {
              if (entry.getValue() instanceof ObjectNode section) {
                compare(properties.get(entry.getKey()), section);
              }
            });
  }
}
