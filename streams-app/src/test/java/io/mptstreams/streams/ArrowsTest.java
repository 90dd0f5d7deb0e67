package io.mptstreams.streams;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.mptstreams.streams", importOptions = DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule STAGES =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("assembly")
          .definedBy("io.mptstreams.streams")
          .layer("ops")
          .definedBy("..streams.ops..")
          .layer("score")
          .definedBy("..streams.score..")
          .layer("feedback")
          .definedBy("..streams.feedback..")
          .layer("route")
          .definedBy("..streams.route..")
          .layer("reload")
          .definedBy("..streams.reload..")
          .layer("intake")
          .definedBy("..streams.intake..")
          .layer("metrics")
          .definedBy("..streams.metrics..")
          .whereLayer("assembly")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ops")
          .mayOnlyBeAccessedByLayers("assembly")
          .whereLayer("score")
          .mayOnlyBeAccessedByLayers("assembly")
          .whereLayer("reload")
          .mayOnlyBeAccessedByLayers("assembly", "ops", "score");

  @ArchTest
  static final ArchRule NO_DEVICE =
      ArchRuleDefinition.noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule DOMAIN_INSIDE =
      ArchRuleDefinition.noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.mptstreams.avro..");
}
