package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** A run of example tests, and what became of each. */
record ExampleRun(EngineExecutionResults results) {
  static final String ROOT = "target/junit-examples/";
  static final String TRAINING = ROOT + "training";
  static final String HELD_OUT = ROOT + "held-out";
  static final String NEW = ROOT + "new";
  static final String COPIES = ROOT + "copies";

  /** Where examples leave evidence. */
  static final Path EVIDENCE = Path.of(ROOT + "evidence");

  private static final Path PUBLISHED = Path.of(ROOT + "published");

  /** Writes the folders that examples name, and forgets evidence of earlier runs. */
  static void prepare() {
    Dataset training = RandomPictures.of(1, "training", 300);
    write(TRAINING, training);
    write(HELD_OUT, RandomPictures.of(2, "held-out", 250));
    RandomPictures drawn = RandomPictures.of(3, "generated", 250);
    write(NEW, drawn);
    write(COPIES, drawn.beginningWith(training, 60));
    empty(EVIDENCE);
    empty(PUBLISHED);
  }

  static void write(String folder, Dataset pictures) {
    try {
      Files.createDirectories(Path.of(folder));
      for (int i = 0; i < pictures.size(); i++) {
        Files.write(Path.of(folder, "%03d.png".formatted(i)), Png.encode(pictures.image(i)));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void empty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs test classes, as a build with files to publish would. */
  static ExampleRun of(Class<?>... tests) {
    return of(Map.of(), tests);
  }

  static ExampleRun of(Map<String, String> parameters, Class<?>... tests) {
    return new ExampleRun(
        EngineTestKit.engine("junit-jupiter")
            .selectors(
                Arrays.stream(tests)
                    .map(test -> (DiscoverySelector) selectClass(test))
                    .toArray(DiscoverySelector[]::new))
            .configurationParameter(DiffusionEvaluation.DIRECTORY, EVIDENCE.toString())
            .configurationParameters(parameters)
            .outputDirectoryCreator(new Folders())
            .execute());
  }

  /** Returns what a test, or a class, ended with; empty if it passed. */
  Optional<Throwable> failure(String name) {
    return result(name).getThrowable();
  }

  TestExecutionResult.Status status(String name) {
    return result(name).getStatus();
  }

  private TestExecutionResult result(String name) {
    return results.allEvents().stream()
        .filter(event -> event.getType() == EventType.FINISHED)
        .filter(event -> isCalled(event.getTestDescriptor(), name))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + name + " ended among " + results.allEvents().list()))
        .getRequiredPayload(TestExecutionResult.class);
  }

  /** Methods are called with their parameters, classes with the one around them. */
  private static boolean isCalled(TestDescriptor test, String name) {
    return test.getDisplayName().split("\\(")[0].replaceAll(".*[$.]", "").equals(name);
  }

  /** Returns the words that a test, or a class, failed with. */
  String message(String name) {
    return failure(name).orElseThrow(() -> new AssertionError(name + " passed")).getMessage();
  }

  void passed(String name) {
    assertThat(failure(name)).as(name).isEmpty();
  }

  Stream<String> publishedFiles() {
    return results.allEvents().stream()
        .filter(event -> event.getType() == EventType.FILE_ENTRY_PUBLISHED)
        .map(Event::getPayload)
        .map(Optional::orElseThrow)
        .map(Object::toString);
  }

  private record Folders() implements OutputDirectoryCreator {
    @Override
    public Path getRootDirectory() {
      return PUBLISHED;
    }

    @Override
    public Path createOutputDirectory(TestDescriptor test) throws IOException {
      String name = test.getUniqueId().toString().replaceAll("[^A-Za-z0-9]+", "_");
      return Files.createDirectories(PUBLISHED.resolve(name));
    }
  }
}
