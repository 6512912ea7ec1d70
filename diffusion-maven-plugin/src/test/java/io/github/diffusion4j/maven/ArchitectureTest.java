package io.github.diffusion4j.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugins.annotations.Parameter;

@AnalyzeClasses(
    packages = "io.github.diffusion4j",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_WORKER_PACKAGE_KNOWS_NOTHING_OF_MAVEN =
      noClasses()
          .that()
          .resideInAPackage("..maven.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..");

  @ArchTest
  static final ArchRule NOTHING_NATIVE_IS_EVER_LOADED_INTO_MAVEN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..", "io.github.diffusion4j.tensor..");

  @ArchTest
  static final ArchRule ONLY_WHAT_MAVEN_SHOWS_TO_PLUGINS_IS_USED =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.eclipse.aether.util..");

  @ArchTest
  static final ArchRule GOALS_SHARE_ONE_BASE =
      classes()
          .that()
          .haveSimpleNameEndingWith("Mojo")
          .and()
          .doNotHaveSimpleName("HelpMojo")
          .and()
          // Puts a page into a site, for which nothing is to be computed.
          .doNotHaveSimpleName("ReportMojo")
          .and()
          .doNotHaveSimpleName("AbstractDiffusionMojo")
          .should()
          .beAssignableTo(AbstractDiffusionMojo.class);

  /** What a POM calls a parameter is what the command line calls it after {@code diffusion.}. */
  @ArchTest
  static void aParameterHasOneName(JavaClasses classes) {
    Map<String, String> names = new TreeMap<>();
    for (JavaClass each : classes) {
      for (JavaField field : each.getFields()) {
        field
            .tryGetAnnotationOfType(Parameter.class.getName())
            .map(parameter -> String.valueOf(parameter.get("property").orElse("")))
            .filter(property -> property.matches("diffusion\\.[A-Za-z]+"))
            .ifPresent(property -> names.put(field.getFullName(), property));
      }
    }
    assertThat(names).hasSizeGreaterThan(50);
    assertThat(names)
        .allSatisfy(
            (field, property) -> assertThat(field).endsWith(property.replace("diffusion", "")));
  }
}
