package io.github.diffusion4j.eval.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/descriptors.md says of contracts is so. */
class DescriptorsPageTest {
  @TempDir Path folder;
  private String page;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("../docs/descriptors.md"));
  }

  private List<String> found(String expression) {
    return Pattern.compile(expression, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void itsContractsCanBeRead() throws IOException {
    List<String> contracts = found("```json\n(.*?)```");
    assertThat(contracts).hasSize(4);
    Path file = folder.resolve("contract.json");
    for (String contract : contracts) {
      Files.writeString(file, contract);
      assertThat(PreprocessingContract.read(file).picture().size()).isPositive();
    }
  }

  @Test
  void itsTableHasEveryKeyAndNoOther() {
    String table = page.split("\\| key \\| what it is \\|")[1].split("\n\n")[0];
    TreeSet<String> keys =
        table
            .lines()
            .map(line -> line.split(" \\| ")[0])
            .flatMap(cell -> Pattern.compile("`([a-z0-9-]+)`").matcher(cell).results())
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(keys).isEqualTo(new TreeSet<>(ContractFile.KEYS));
  }
}
