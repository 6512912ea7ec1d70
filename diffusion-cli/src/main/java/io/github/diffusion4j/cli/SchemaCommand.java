package io.github.diffusion4j.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** Prints the JSON schema of recipes, for editors. */
@Command(
    name = "schema",
    hidden = true,
    description = "Prints the JSON schema of recipes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SchemaCommand implements Action {
  @Override
  public Outcome run(Session session) {
    session.out().println(RecipeSchema.generate().toPrettyString());
    return Outcome.ok("", Map.of());
  }
}
