package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.recipe.Documents.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {
  @Test
  void remembersTheLineOfEachKey() {
    Document document =
        Documents.parse("# why\ndata:\n  path: x\ntraining:\n  steps: 5\n", "r.yaml");
    assertThat(document.origins().prefix("training.steps")).isEqualTo("r.yaml, line 5: ");
    assertThat(document.origins().prefix("training.steps[3]")).isEqualTo("r.yaml, line 5: ");
    assertThat(document.origins().prefix("network")).isEqualTo("r.yaml: ");
    assertThat(document.tree().at("/training/steps").intValue()).isEqualTo(5);
  }

  @Test
  void readsJson() {
    Document document = Documents.parse("{\n\t\"training\": {\n\t\"steps\": 5}}", "r.json");
    assertThat(document.origins().prefix("training.steps")).isEqualTo("r.json, line 3: ");
  }

  @Test
  void takesAnEmptyFileForNoKeys() {
    assertThat(Documents.parse("", "r.yaml").tree()).isEmpty();
    assertThat(Documents.parse("# nothing yet\n", "r.yaml").tree()).isEmpty();
  }

  @Test
  void refusesAKeyGivenTwiceAndNamesTheLine() {
    assertThatThrownBy(() -> Documents.parse("a: 1\nb: 2\na: 3\n", "r.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("r.yaml, line 3")
        .hasMessageContaining("'a'");
  }

  @Test
  void refusesAliasesSoThatTheyCannotMultiply() {
    assertThatThrownBy(() -> Documents.parse("a: &x [1]\nb: *x\n", "r.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("alias");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- 1\n- 2\n",
        "just words",
        "a: [1",
        "a: {b",
        "a: 1\n---\nb: 2\n",
        "a:\n\t- 1",
        "%",
        "\u0000",
        "a: \"unclosed"
      })
  void refusesWhatIsNoSetOfKeys(String text) {
    assertThatThrownBy(() -> Documents.parse(text, "r.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("r.yaml, line ");
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> Documents.parse("a: " + "[".repeat(5000), "r.yaml"))
        .isInstanceOf(RecipeException.class);
    assertThatThrownBy(() -> Documents.parse("{\"a\": " + "[".repeat(5000), "r.json"))
        .isInstanceOf(RecipeException.class);
  }
}
