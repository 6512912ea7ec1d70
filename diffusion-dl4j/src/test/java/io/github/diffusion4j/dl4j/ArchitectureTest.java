package io.github.diffusion4j.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Random;
import org.deeplearning4j.util.ModelSerializer;

/** What may use what, of this module and core. docs/architecture.md says why. */
@AnalyzeClasses(
    packages = "io.github.diffusion4j",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONLY_THIS_PACKAGE_KNOWS_DL4J =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.github.diffusion4j.dl4j..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.deeplearning4j..");

  @ArchTest
  static final ArchRule IT_KNOWS_OF_CORE_WHAT_ITS_LINE_SAYS =
      classes()
          .that()
          .resideInAPackage("io.github.diffusion4j.dl4j..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.github.diffusion4j.data",
              "io.github.diffusion4j.dl4j",
              "io.github.diffusion4j.eval.feature",
              "io.github.diffusion4j.eval.plugin",
              "io.github.diffusion4j.nn",
              "io.github.diffusion4j.noise",
              "io.github.diffusion4j.store",
              "io.github.diffusion4j.tensor",
              "io.github.diffusion4j.train",
              "com.fasterxml.jackson..",
              "java..",
              "org.bytedeco.hdf5",
              "org.deeplearning4j..",
              "org.nd4j.linalg..");

  @ArchTest
  static final ArchRule NOTHING_IS_DESERIALISED_INTO_CODE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(ObjectInputStream.class, ModelSerializer.class);

  @ArchTest
  static final ArchRule RANDOM_NUMBERS_COME_FROM_NAMED_STREAMS =
      noClasses().should().dependOnClassesThat().areAssignableTo(Random.class);
}
