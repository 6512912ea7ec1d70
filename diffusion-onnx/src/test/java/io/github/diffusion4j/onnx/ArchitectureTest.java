package io.github.diffusion4j.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may use what, of this module, eval and core. docs/architecture.md says why. */
@AnalyzeClasses(
    packages = "io.github.diffusion4j",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONLY_THIS_PACKAGE_KNOWS_ONNX_RUNTIME =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.diffusion4j.onnx..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule IT_KNOWS_OF_OTHERS_WHAT_ITS_LINE_SAYS =
      classes()
          .that()
          .resideInAPackage("io.github.diffusion4j.onnx..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.github.diffusion4j.eval.feature",
              "io.github.diffusion4j.eval.plugin",
              "io.github.diffusion4j.onnx",
              "io.github.diffusion4j.store",
              "ai.onnxruntime..",
              "java..");

  @ArchTest
  static final ArchRule THE_LIBRARY_DOES_NOT_TALK_TO_THE_TERMINAL =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
