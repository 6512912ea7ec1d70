package io.github.diffusion4j.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.recipe.Documents.Document;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A recipe in the making: a preset, a file over it, single values over that. Immutable; {@link
 * #resolve()} checks and gives the recipe.
 *
 * <p>A layer that sets {@code training.steps} but no {@code training.max-duration} takes the time
 * limit of the layers below away: who asks for steps means those steps.
 */
public final class RecipeDraft {
  private static final long MAX_BYTES = 1 << 20;
  private static final String STEPS = "/training/steps";
  private static final String LIMIT = "/training/max-duration";

  private final ObjectNode tree;
  private final Origins origins;

  private RecipeDraft(ObjectNode tree, Origins origins) {
    this.tree = tree;
    this.origins = origins;
  }

  /**
   * Starts from a preset.
   *
   * @throws RecipeException if there is none of that name; the message lists the known ones
   */
  public static RecipeDraft preset(String name) {
    return preset(name, "");
  }

  /** Starts from a recipe that was resolved before. */
  public static RecipeDraft of(Recipe recipe) {
    return new RecipeDraft(recipe.toTree(), Origins.none());
  }

  /**
   * Starts from a file. Its key {@code preset} names what it is laid over, the default preset if it
   * has none.
   *
   * @throws RecipeException if it cannot be read, or is neither YAML nor JSON
   */
  public static RecipeDraft file(Path file) {
    Document document = read(file);
    String place = document.origins().prefix("preset");
    return presetOf(document, place, Preset.DEFAULT).over(document);
  }

  /**
   * Starts from the recipe that training left beside a model; empty if there is none.
   *
   * @throws RecipeException if it cannot be read
   */
  public static Optional<RecipeDraft> kept(Path model) {
    Path file = model.resolve(Recipe.FILE);
    return Files.isRegularFile(file) ? Optional.of(file(file)) : Optional.empty();
  }

  /** Lays a file over a preset that overrules the file's own key {@code preset}. */
  public static RecipeDraft file(Path file, String preset) {
    return preset(preset).over(read(file));
  }

  /**
   * Returns this draft with one value replaced.
   *
   * @param path of the value in the recipe, for example {@code training.batch-size}
   * @param value a number, text, Boolean, enum constant, duration, or null
   * @param place what to name if the value is wrong, for example {@code --batch-size}
   */
  public RecipeDraft with(String path, Object value, String place) {
    ObjectNode layer = tree.objectNode();
    ObjectNode section = layer;
    String[] keys = path.split("\\.");
    for (int i = 0; i < keys.length - 1; i++) {
      section = section.putObject(keys[i]);
    }
    section.set(keys[keys.length - 1], RecordTree.node(value));
    return over(new Document(layer, Origins.none().plus(path, place)));
  }

  /**
   * Checks every key and value.
   *
   * @throws RecipeException naming the place, the value and what would be right
   */
  public Recipe resolve() {
    return new RecordBinder(origins).bind(tree, Recipe.class, "");
  }

  /**
   * Checks and returns the engine alone, so that it is known before all else is.
   *
   * @throws RecipeException naming the place, the value and what would be right
   */
  public EngineChoice engine() {
    return new RecordBinder(origins).bind(tree.withObject("/engine"), EngineChoice.class, "engine");
  }

  /**
   * Checks and returns what drawn pictures have to meet, at the size of the data unless it says
   * another; whether the network suits that size does not matter here.
   *
   * @throws RecipeException naming the place, the value and what would be right
   */
  public EvaluationSpec evaluation() {
    RecordBinder binder = new RecordBinder(origins);
    binder.requireKnown(tree, Recipe.class, "");
    DataSpec data = binder.bind(tree.withObject("/data"), DataSpec.class, "data");
    return binder
        .bind(tree.withObject("/evaluation"), EvaluationSpec.class, "evaluation")
        .atSize(data.imageSize());
  }

  static RecipeDraft preset(String name, String place) {
    Document document = Preset.document(name, place);
    JsonNode base = document.tree().get("preset");
    RecipeDraft below =
        base == null
            ? new RecipeDraft(document.tree().objectNode(), Origins.none())
            : preset(base.textValue());
    return below.over(document);
  }

  private static RecipeDraft presetOf(Document document, String place, String otherwise) {
    JsonNode name = document.tree().get("preset");
    if (name == null) {
      return preset(otherwise);
    }
    if (!name.isTextual()) {
      throw new RecipeException(
          place + "'preset' is " + name + "; expected one of " + String.join(", ", Preset.names()));
    }
    return preset(name.textValue(), place);
  }

  private RecipeDraft over(Document layer) {
    ObjectNode merged = tree.deepCopy();
    boolean steps = !layer.tree().at(STEPS).isMissingNode();
    boolean unlimited = layer.tree().at(LIMIT).isMissingNode();
    if (steps && unlimited && merged.get("training") instanceof ObjectNode training) {
      training.putNull("max-duration");
    }
    merge(merged, layer, layer.tree(), "");
    merged.remove("preset");
    return new RecipeDraft(merged, origins.plus(layer.origins()));
  }

  private static void merge(ObjectNode below, Document layer, ObjectNode above, String path) {
    for (Map.Entry<String, JsonNode> entry : above.properties()) {
      String inner = path + entry.getKey();
      JsonNode old = below.get(entry.getKey());
      JsonNode value = entry.getValue();
      if (old instanceof ObjectNode section) {
        if (!(value instanceof ObjectNode top)) {
          throw new RecipeException(
              layer.origins().prefix(inner)
                  + "'"
                  + inner
                  + "' is "
                  + value
                  + "; expected a section with keys of its own");
        }
        merge(section, layer, top, inner + ".");
      } else {
        below.set(entry.getKey(), value.deepCopy());
      }
    }
  }

  private static Document read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new RecipeException("recipe " + file + " is not there (or is no file)");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new RecipeException(
            "recipe " + file + " has " + Files.size(file) + " bytes; a recipe has at most 1 MiB");
      }
      Document document = Documents.parse(Files.readString(file), file.toString());
      return fromItsFolder(document, file);
    } catch (CharacterCodingException e) {
      throw new RecipeException("recipe " + file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new RecipeException("recipe " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** A relative path in a recipe starts at the recipe's folder, so that both move together. */
  private static Document fromItsFolder(Document document, Path file) {
    resolve(document, "data", "path", file, DataSpec::isBuiltIn);
    resolve(document, "data", "cache", file, DataSpec::isWordForCache);
    resolve(document, "sampling", "weaker-model", file, text -> false);
    resolve(document, "sampling", "classifier", file, text -> false);
    return document;
  }

  private static void resolve(
      Document document, String section, String key, Path file, Predicate<String> isNoPath) {
    JsonNode path = document.tree().at("/" + section + "/" + key);
    if (path.isTextual() && !path.textValue().isBlank() && !isNoPath.test(path.textValue())) {
      Path resolved = file.toAbsolutePath().resolveSibling(path.textValue()).normalize();
      ((ObjectNode) document.tree().get(section)).put(key, resolved.toString());
    }
  }
}
