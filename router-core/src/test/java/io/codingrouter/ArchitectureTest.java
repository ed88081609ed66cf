package io.codingrouter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The law of the packages. */
class ArchitectureTest {
  private static final String ROOT = "io.codingrouter";
  private static final String METRICS = ROOT + ".telemetry.RouterMetrics";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packages_form_no_cycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void leaves_know_nothing_above_them() {
    for (String leaf : List.of("message", "text", "model")) {
      noClasses()
          .that()
          .resideInAPackage(in(leaf))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(allBut(leaf))
          .check(CLASSES);
    }
    noClasses()
        .that()
        .resideInAPackage(in("embedding"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(allBut("embedding", "text"))
        .check(CLASSES);
  }

  @Test
  void only_the_root_sees_all() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(in("signal"), in("decision"), in("selection"), in("dispatch"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("config"), in("telemetry"))
        .check(CLASSES);
  }

  @Test
  void core_opens_no_socket_and_starts_no_thread() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "org.slf4j..", "java.util.logging..", "java.net.http..")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.ServerSocket")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.channels..")
        .orShould()
        .callMethod(Thread.class, "start")
        .orShould()
        .callConstructor(Thread.class, Runnable.class)
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void third_party_types_stay_inside() {
    List<String> leaks =
        CLASSES.stream()
            .filter(ArchitectureTest::isVisible)
            .filter(type -> !type.getFullName().equals(METRICS)) // to meet one is its point
            .flatMap(type -> type.getMethods().stream())
            .filter(ArchitectureTest::isVisible)
            .flatMap(
                method ->
                    Stream.concat(
                            Stream.of(method.getRawReturnType()),
                            method.getRawParameterTypes().stream())
                        .filter(ArchitectureTest::isThirdParty)
                        .map(type -> method.getFullName() + " shows " + type.getName()))
            .toList();
    assertThat(leaks).isEmpty();
  }

  @Test
  void nothing_but_the_metrics_needs_micrometer() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(METRICS)
        .and()
        .haveNameNotMatching(Pattern.quote(METRICS) + "\\$.*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName(METRICS)
        .check(CLASSES);
  }

  @Test
  void at_most_half_of_the_types_are_public() {
    List<JavaClass> topLevel =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .toList();
    long visible = topLevel.stream().filter(ArchitectureTest::isVisible).count();
    assertThat(visible)
        .as("public types among %d", topLevel.size())
        .isLessThanOrEqualTo(topLevel.size() / 2);
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC);
  }

  private static boolean isVisible(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.PUBLIC)
        || method.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static boolean isThirdParty(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return !name.isEmpty() && !name.startsWith("java.") && !name.startsWith(ROOT);
  }

  private static String in(String feature) {
    return ROOT + "." + feature + "..";
  }

  private static String[] allBut(String... features) {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .distinct()
        .filter(name -> Stream.of(features).noneMatch(f -> name.equals(ROOT + "." + f)))
        .toArray(String[]::new);
  }
}
