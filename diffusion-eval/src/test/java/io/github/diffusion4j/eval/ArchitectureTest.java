package io.github.diffusion4j.eval;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may use what, of this module and core. docs/architecture.md says why. */
class ArchitectureTest {
  private static final String ROOT = "io.github.diffusion4j.";

  /** Each package of this module, and the others of ours that it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "check",
                  Set.of(
                      "data",
                      "eval.detect",
                      "eval.feature",
                      "eval.plant",
                      "eval.replication",
                      "eval.statistics",
                      "image",
                      "store",
                      "tensor")),
              Map.entry(
                  "descriptor",
                  Set.of(
                      "eval.feature",
                      "eval.replication",
                      "eval.search",
                      "image",
                      "store",
                      "tensor")),
              Map.entry(
                  "detect",
                  Set.of(
                      "data",
                      "eval.descriptor",
                      "eval.feature",
                      "eval.learned",
                      "eval.plugin",
                      "eval.replication",
                      "eval.search",
                      "image",
                      "store",
                      "tensor")),
              Map.entry("feature", Set.of("tensor")),
              Map.entry(
                  "gate",
                  Set.of(
                      "eval.check",
                      "eval.feature",
                      "eval.quality",
                      "eval.replication",
                      "eval.report",
                      "eval.statistics",
                      "recipe",
                      "store")),
              Map.entry(
                  "junit",
                  Set.of(
                      "data",
                      "eval.check",
                      "eval.detect",
                      "eval.feature",
                      "eval.gate",
                      "eval.learned",
                      "eval.quality",
                      "eval.replication",
                      "eval.report",
                      "eval.statistics",
                      "image",
                      "model",
                      "recipe",
                      "sample",
                      "store",
                      "tensor")),
              Map.entry(
                  "learned",
                  Set.of(
                      "data",
                      "eval.descriptor",
                      "eval.feature",
                      "eval.plant",
                      "image",
                      "model",
                      "nn",
                      "store",
                      "tensor",
                      "train")),
              Map.entry("npz", Set.of("eval.feature", "store")),
              Map.entry("plant", Set.of("eval.feature", "image", "tensor")),
              Map.entry(
                  "plugin", Set.of("eval.descriptor", "eval.feature", "image", "store", "tensor")),
              Map.entry(
                  "quality",
                  Set.of("eval.feature", "eval.npz", "eval.statistics", "image", "tensor")),
              Map.entry("replication", Set.of("eval.feature", "eval.statistics")),
              Map.entry(
                  "report",
                  Set.of(
                      "data",
                      "eval.check",
                      "eval.descriptor",
                      "eval.detect",
                      "eval.feature",
                      "eval.plant",
                      "eval.quality",
                      "eval.replication",
                      "eval.statistics",
                      "image",
                      "page",
                      "store",
                      "tensor")),
              Map.entry("search", Set.of("eval.feature", "eval.replication", "store", "tensor")),
              Map.entry("statistics", Set.of("tensor"))));

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT + "eval");

  static Stream<String> packages() {
    return MAY_USE.keySet().stream();
  }

  @Test
  void everyPackageHasItsLine() {
    Set<String> present =
        MAIN.stream()
            .map(type -> type.getPackageName().substring((ROOT + "eval.").length()))
            .collect(Collectors.toSet());

    assertThat(present).isEqualTo(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhatItsLineSays(String name) {
    String[] allowed =
        Stream.concat(Stream.of("eval." + name), MAY_USE.get(name).stream())
            .map(used -> ROOT + used)
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(ROOT + "eval." + name)
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.github.diffusion4j..")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(false)
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(ROOT + "eval.(*)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(false)
        .check(MAIN);
  }

  @Test
  void onlyItsPackageKnowsJunit() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "eval.junit")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.opentest4j..")
        .check(MAIN);
  }

  @Test
  void knowsNothingOfMavenAndEngines() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.maven..",
            "org.assertj..",
            "com.tngtech..",
            "org.nd4j..",
            "org.bytedeco..",
            ROOT + "tensor.nd4j..")
        .check(MAIN);
  }

  @Test
  void onlyTheSearchKnowsLucene() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "eval.search")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.lucene..")
        .check(MAIN);
  }

  @Test
  void randomNumbersComeFromNamedStreams() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Random.class).check(MAIN);
    noClasses().should().dependOnClassesThat().areAssignableTo(SplittableRandom.class).check(MAIN);
    noClasses().should().callMethod(Math.class, "random").check(MAIN);
  }

  @Test
  void theLibraryDoesNotTalkToTheTerminal() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
  }
}
