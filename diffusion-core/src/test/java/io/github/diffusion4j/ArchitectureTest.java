package io.github.diffusion4j;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
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

/** What may use what. docs/architecture.md says why. */
class ArchitectureTest {
  private static final String ROOT = "io.github.diffusion4j.";
  private static final String ENGINE = ROOT + "tensor.nd4j..";

  /** Each package directly under the root, and the others of ours that it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("tensor", Set.of()),
              Map.entry("store", Set.of()),
              Map.entry("image", Set.of("tensor")),
              Map.entry("page", Set.of()),
              Map.entry("data", Set.of("image", "store", "tensor")),
              Map.entry("inspect", Set.of("data", "image", "page", "store")),
              Map.entry("nn", Set.of("tensor")),
              Map.entry("noise", Set.of("tensor")),
              Map.entry("denoise", Set.of("nn", "noise", "tensor")),
              Map.entry("sample", Set.of("denoise", "noise", "tensor")),
              Map.entry("edit", Set.of("denoise", "noise", "sample", "tensor")),
              Map.entry("likelihood", Set.of("denoise", "noise", "sample", "tensor")),
              Map.entry("cascade", Set.of("nn", "noise", "tensor")),
              Map.entry(
                  "model",
                  Set.of(
                      "cascade", "denoise", "edit", "image", "nn", "noise", "sample", "store",
                      "tensor")),
              Map.entry(
                  "train",
                  Set.of(
                      "cascade",
                      "data",
                      "denoise",
                      "image",
                      "likelihood",
                      "model",
                      "nn",
                      "noise",
                      "page",
                      "sample",
                      "store",
                      "tensor")),
              Map.entry(
                  "recipe",
                  Set.of(
                      "cascade", "data", "denoise", "nn", "noise", "sample", "store", "tensor",
                      "train"))));

  private static final JavaClasses MAIN = mainClasses();

  static Stream<String> packages() {
    return MAY_USE.keySet().stream();
  }

  @Test
  void everyPackageHasItsLine() {
    Set<String> present =
        MAIN.stream()
            .map(type -> type.getPackageName().substring(ROOT.length()).split("\\.")[0])
            .collect(Collectors.toSet());

    assertThat(present).isEqualTo(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhatItsLineSays(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
            .map(used -> ROOT + used + "..")
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage(ROOT + ".")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(false)
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().allowEmptyShould(false).check(MAIN);
  }

  @Test
  void onlyTheEngineKnowsNd4j() {
    String[] nd4j = {"org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."};
    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(nd4j)
        .check(MAIN);
    assertThat(
            MAIN.stream()
                .filter(resideInAPackage(ENGINE))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .anyMatch(use -> resideInAnyPackage(nd4j).test(use.getTargetClass())))
        .as("the engine itself uses ND4J")
        .isTrue();
  }

  @Test
  void nothingKnowsWhichEngineItRunsOn() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ENGINE)
        .check(MAIN);
  }

  @Test
  void annotationsKnowPicturesButNoDataSets() {
    classes()
        .that()
        .resideInAPackage(ROOT + "data.annotation..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.github.diffusion4j.."))
                .or(
                    resideInAnyPackage(
                        ROOT + "data.annotation..", ROOT + "image..", ROOT + "store..")))
        .allowEmptyShould(false)
        .check(MAIN);
  }

  @Test
  void noiseIsNumbersOnly() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "noise..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "tensor..").and(not(equivalentTo(RandomStream.class))))
        .check(MAIN);
  }

  @Test
  void randomNumbersComeFromNamedStreams() {
    noClasses()
        .should()
        .dependOnClassesThat(assignableTo(Random.class).or(assignableTo(SplittableRandom.class)))
        .check(MAIN);
    noClasses().should().callMethod(Math.class, "random").check(MAIN);
    noClasses().should().callMethod(StrictMath.class, "random").check(MAIN);
    noClasses().should().callMethod(Collections.class, "shuffle", List.class).check(MAIN);
  }

  @Test
  void theLibraryDoesNotTalkToTheTerminal() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    noClasses().should().callMethod(System.class, "exit", int.class).check(MAIN);
  }

  @Test
  void testsStayInTests() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.junit..", "org.assertj..", "com.tngtech..")
        .check(MAIN);
  }

  private static JavaClasses mainClasses() {
    try {
      return new ClassFileImporter()
          .importPath(
              Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
