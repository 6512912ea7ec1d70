package io.github.diffusion4j.recipe;

import io.github.diffusion4j.recipe.Documents.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The recipes that have a name. Each is a YAML file beside this class. */
public final class Preset {
  /** The preset of a recipe that names none. */
  public static final String DEFAULT = "edm-small";

  private static final List<String> NAMES =
      List.of(
          "edm-small",
          "ddpm-small",
          "iddpm-small",
          "adm-small",
          "cdm-small",
          "shapes-quick",
          "edm",
          "ddpm",
          "iddpm",
          "adm",
          "cdm");

  private Preset() {}

  /** Returns the names of all presets. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Returns a preset.
   *
   * @throws RecipeException if there is none of that name; the message lists the known ones
   */
  public static Recipe named(String name) {
    return RecipeDraft.preset(name).resolve();
  }

  static Document document(String name, String place) {
    if (!NAMES.contains(name)) {
      throw new RecipeException(
          place
              + "unknown preset '"
              + name
              + "'"
              + Keys.suggestion(name, NAMES)
              + "\nknown presets: "
              + String.join(", ", NAMES));
    }
    try (InputStream file = Preset.class.getResourceAsStream(name + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("preset " + name + " is missing from the jar");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Documents.parse(text, "preset " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
