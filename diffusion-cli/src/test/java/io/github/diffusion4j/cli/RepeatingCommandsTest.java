package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.eval.report.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RepeatingCommandsTest {
  private static final Path MOJO =
      Path.of(
          "../diffusion-maven-plugin/src/main/java/io/github/diffusion4j/maven/AbstractEvaluationMojo.java");

  @TempDir Path folder;

  @Test
  void holdAllOptionsAndParseToTheSame() {
    List<Provenance.Command> commands =
        commands(
            "--generated", "a 'b'", "--train", folder.toString(), "--seed", "9", "--weak-null");
    List<String> words = commands.get(0).words();

    assertThat(words)
        .startsWith("diffusion", "evaluate")
        .containsSubsequence("--generated", "a 'b'")
        .containsSubsequence("--image-size", "32")
        .containsSubsequence("--seed", "9")
        .contains("--weak-null")
        .doesNotContain("--redact", "--held-out");
    String[] again = words.subList(2, words.size()).toArray(String[]::new);
    assertThat(commands(again).get(0).words()).isEqualTo(words);
    assertThat(commands.get(1).words())
        .startsWith("mvn")
        .contains("-Ddiffusion.generated=a 'b'", "-Ddiffusion.weakNull=true")
        .contains("-Ddiffusion.train=" + folder.toAbsolutePath().normalize())
        .contains("-Ddiffusion.maxReplicationRate=0.01");
  }

  @Test
  void sayWhatARecipeAsksInItsPlace() throws Exception {
    Path recipe = Files.writeString(folder.resolve("r.yaml"), "evaluation: {max-rate: 0.02}\n");
    List<Provenance.Command> commands =
        commands("--generated", "a", "--train", "b", "--recipe", recipe.toString());
    assertThat(commands.get(0).words())
        .containsSubsequence("--max-rate", "0.02")
        .doesNotContain("--recipe");
    assertThat(commands.get(1).words()).contains("-Ddiffusion.maxReplicationRate=0.02");
  }

  @Test
  void thereIsNoGoalWhereItCouldNotSayAll() {
    assertThat(commands("--generated", "a", "--train", "b", "--planted", "77"))
        .extracting(Provenance.Command::what)
        .containsExactly("Command");
    assertThat(commands("--generated", "a", "--train", "b", "--planted", "200")).hasSize(2);
  }

  @Test
  void thePluginHasTheProperties() throws Exception {
    assumeTrue(Files.isRegularFile(MOJO), "the plugin's sources are not beside this module");
    String mojo = Files.readString(MOJO);
    assertThat(RepeatingCommands.PROPERTIES.values())
        .allSatisfy(name -> assertThat(mojo).contains("property = \"" + name + "\""));
  }

  private static List<Provenance.Command> commands(String... options) {
    Evaluating command = new Evaluating();
    new CommandLine(command).parseArgs(options);
    return command.options.provenance().commands();
  }

  @Command
  private static final class Evaluating {
    @Mixin private EvaluationOptions options;
  }
}
