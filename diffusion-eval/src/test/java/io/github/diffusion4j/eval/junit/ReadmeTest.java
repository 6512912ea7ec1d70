package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.image.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The test class that the README shows, compiled as it stands there and run. */
class ReadmeTest {
  private static final String ROOT = "target/readme-example/";

  /** What an editor would add. */
  private static final String IMPORTS =
      """
      import static io.github.diffusion4j.eval.junit.ImageAssertions.assertThatImages;

      import io.github.diffusion4j.eval.junit.DiffusionEvaluation;
      import io.github.diffusion4j.eval.junit.Generated;
      import io.github.diffusion4j.eval.junit.HeldOutSet;
      import io.github.diffusion4j.eval.junit.ImageSet;
      import io.github.diffusion4j.eval.junit.TrainingSet;
      import org.junit.jupiter.api.Test;

      """;

  private static final int SIDE = 28;

  private static String section;

  @BeforeAll
  static void prepare() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int from = readme.indexOf("\n## In a JUnit test\n");
    section = readme.substring(from, readme.indexOf("\n## ", from + 1));
    ExampleRun.empty(Path.of(ROOT));
    write("data/clothes", RandomPictures.of(1, "training", 200));
    write("data/clothes-heldout", RandomPictures.of(2, "held-out", 200));
  }

  private static void write(String folder, Dataset pictures) {
    List<Image> resized =
        IntStream.range(0, pictures.size())
            .mapToObj(i -> pictures.image(i).resized(SIDE, SIDE))
            .toList();
    ExampleRun.write(ROOT + folder, new RandomPictures(resized));
  }

  /** Returns the first block of a language. */
  private static String block(String language) {
    Matcher block = Pattern.compile("(?s)\n```(\\w*)\n(.*?)\n```(?=\n)").matcher(section);
    while (block.find()) {
      if (block.group(1).equals(language)) {
        return block.group(2);
      }
    }
    throw new AssertionError("no block of '" + language + "' in " + section);
  }

  private static Class<?> compiled() throws Exception {
    String text = block("java");
    assertThat(text.lines()).as("lines").hasSize(10);
    for (String folder : List.of("\"data/", "\"target/")) {
      assertThat(text).contains(folder);
    }
    String here = text.replaceAll("\"(data|target)/", '"' + ROOT + "$1/");
    Matcher name = Pattern.compile("class (\\w+) \\{").matcher(text);
    assertThat(name.find()).isTrue();
    Path folder = Files.createDirectories(Path.of(ROOT + "classes"));
    Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), IMPORTS + here);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-d",
                folder.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
    URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader());
    return loader.loadClass(name.group(1));
  }

  @Test
  void passesPicturesThatAreNew() throws Exception {
    write("target/drawn", RandomPictures.of(3, "generated", 400));

    ExampleRun.of(compiled()).passed("doesNotCopyItsTrainingSet");
  }

  @Test
  void failsWithTheLinesThatTheReadmeShows() throws Exception {
    write(
        "target/drawn",
        RandomPictures.of(3, "generated", 400)
            .beginningWith(RandomPictures.of(1, "training", 200), 40));

    String message = ExampleRun.of(compiled()).message("doesNotCopyItsTrainingSet");

    assertThat(message).startsWith("FAIL: 40 of 400 generated pictures count as copies");
    assertThat(message.lines().map(ReadmeTest::withoutNumbers))
        .containsAll(
            block("")
                .lines()
                .filter(line -> !line.strip().equals("..."))
                .map(ReadmeTest::withoutNumbers)
                .toList());
  }

  /** Numbers, digests and folders are those of other pictures. */
  private static String withoutNumbers(String line) {
    return line.replaceAll(", [0-9a-f]{12}\\)", ", D)")
        .replaceAll("[0-9][0-9,.]*", "N")
        .replace(ROOT, "")
        .replace(ExampleRun.EVIDENCE.toString(), "target/diffusion-eval");
  }
}
