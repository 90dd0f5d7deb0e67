package io.mptstreams.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** The arrows between the modules, and who may know what. */
@AnalyzeClasses(packages = "io.mptstreams", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {

  @ArchTest
  static final ArchRule arrows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("io.mptstreams.schemas..", "io.mptstreams.avro..")
          .layer("engine")
          .definedBy("io.mptstreams.engine..")
          .layer("service")
          .definedBy("io.mptstreams.service..")
          .layer("local")
          .definedBy("io.mptstreams.local..")
          .layer("streams")
          .definedBy("io.mptstreams.streams..")
          .layer("trainer")
          .definedBy("io.mptstreams.trainer..")
          .layer("cli")
          .definedBy("io.mptstreams.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("streams")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("trainer")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("local")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("service")
          .mayOnlyBeAccessedByLayers("streams", "trainer", "cli")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("service", "streams", "trainer", "cli")
          .whereLayer("schemas")
          .mayOnlyBeAccessedByLayers("service", "local", "streams", "trainer", "cli");

  @ArchTest
  static final ArchRule brokerClassesStayInOnePackage =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("io.mptstreams.local.broker")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..");

  @ArchTest
  static final ArchRule onlyTheEngineKnowsTensors =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackages("io.mptstreams.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule commandsDoNotKnowEachOthersPackages =
      slices()
          .matching("io.mptstreams.cli.(demo|status|task|process|model)..")
          .should()
          .beFreeOfCycles();
}
