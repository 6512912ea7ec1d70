package io.github.diffusion4j.recipe;

/** A recipe that cannot be used; the message says where, what and what would be right. */
public final class RecipeException extends RuntimeException {
  /** Makes one with a message for the person who wrote the recipe. */
  public RecipeException(String message) {
    super(message);
  }

  /** Makes one with a message for the person who wrote the recipe, and what it came from. */
  public RecipeException(String message, Throwable cause) {
    super(message, cause);
  }
}
