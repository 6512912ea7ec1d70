package io.github.diffusion4j.cli;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinition.AttributeInclusion;
import com.github.victools.jsonschema.generator.CustomDefinition.DefinitionType;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import io.github.diffusion4j.recipe.Keys;
import io.github.diffusion4j.recipe.Preset;
import io.github.diffusion4j.recipe.Recipe;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Describes recipes to editors: made from the records, so that it cannot lag behind them. */
final class RecipeSchema {
  private RecipeSchema() {}

  /** Returns the JSON schema; each key's default is that of the default preset. */
  static ObjectNode generate() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .with(Option.INLINE_ALL_SCHEMAS, Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
    builder
        .forFields()
        .withPropertyNameOverrideResolver(field -> Keys.kebab(field.getDeclaredName()));
    builder.forTypesInGeneral().withCustomDefinitionProvider(RecipeSchema::define);
    ObjectNode schema = new SchemaGenerator(builder.build()).generateSchema(Recipe.class);
    inline((ObjectNode) schema.at("/properties/sampling/properties"), "sampler");
    inline((ObjectNode) schema.at("/properties/sampling/properties"), "guidance");
    inline((ObjectNode) schema.at("/properties/sampling/properties"), "thresholding");
    inline((ObjectNode) schema.at("/properties/cascade/properties"), "augmentation");
    inline((ObjectNode) schema.at("/properties/cascade/properties"), "handover");
    describe(schema, Preset.named(Preset.DEFAULT).toTree());
    ObjectNode preset = ((ObjectNode) schema.get("properties")).putObject("preset");
    preset
        .put("description", "The recipe that this one is laid over")
        .put("default", Preset.DEFAULT);
    Preset.names().forEach(preset.withArray("enum")::add);
    schema.put("title", "Diffusion4J recipe");
    return schema;
  }

  /** Times, folders and enum constants are spelt our way, which the generator cannot know. */
  private static CustomDefinition define(ResolvedType type, SchemaGenerationContext context) {
    Class<?> erased = type.getErasedType();
    ObjectNode node = context.getGeneratorConfig().createObjectNode();
    if (erased == Duration.class) {
      node.putArray("type").add("string").add("null");
      node.put("description", "A time such as 90s, 20m, 1h30m");
    } else if (erased == Path.class) {
      node.put("type", "string");
      node.put("description", "A folder; a relative one starts at the recipe's own");
    } else if (erased == BigDecimal.class) {
      node.putArray("type").add("number").add("string").add("null");
      node.put("description", "A number, or a percentage such as 80%");
    } else if (erased.isEnum()) {
      node.put("type", "string");
      Keys.constants(erased).forEach(node.withArray("enum")::add);
    } else {
      return null;
    }
    return new CustomDefinition(node, DefinitionType.INLINE, AttributeInclusion.NO);
  }

  /** Moves the keys of a section to those around it, as recipes have them. */
  private static void inline(ObjectNode properties, String section) {
    JsonNode inner = properties.remove(section).get("properties");
    properties.setAll((ObjectNode) inner);
  }

  private static void describe(JsonNode schema, ObjectNode defaults) {
    for (Map.Entry<String, JsonNode> entry : defaults.properties()) {
      ObjectNode property = (ObjectNode) schema.get("properties").get(entry.getKey());
      if (entry.getValue() instanceof ObjectNode section) {
        describe(property, section);
      } else {
        property.set("default", entry.getValue());
        JsonNode type = property.get("type");
        if (entry.getValue().isNull() && type.isTextual()) {
          property.putArray("type").add(type).add("null");
        }
      }
    }
  }
}
