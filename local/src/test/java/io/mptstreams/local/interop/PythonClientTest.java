package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.interop.ExternalProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * confluent-kafka with its registry client and Avro serializers. Looks for an interpreter that has
 * it ({@code -Dmpt.interop.python=...}, python3, the system's), and fetches what is missing with
 * pip into the build folder.
 */
class PythonClientTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Duration CHECK = Duration.ofSeconds(20);
  private static final Duration INSTALL = Duration.ofSeconds(60);
  private static final Duration RUN = Duration.ofSeconds(60);
  private static final String IMPORTS =
      "import confluent_kafka.schema_registry.avro, confluent_kafka.serialization";
  private static final Path PACKAGES = Path.of("target/interop/python").toAbsolutePath();
  private static final Path SCRIPT =
      Path.of("src/test/interop/python/confluent_client.py").toAbsolutePath();

  @TempDir Path schemas;

  @Test
  void confluentsPythonClientSpeaksWithUs() throws Exception {
    try (Interop interop = new Interop(kafka)) {
      Optional<String> python = interpreter();
      assumeTrue(
          python.isPresent(),
          "SKIPPED: no Python has confluent-kafka, and pip could not fetch it;"
              + " see -Dmpt.interop.python");
      Map<String, String> environment = interop.environment(schemas);
      environment.putAll(packages());

      JsonNode result =
          Interop.result(
              ExternalProcess.run(
                  schemas, environment, RUN, List.of(python.get(), SCRIPT.toString())));

      interop.check(result, "python");
      assertThat(result.path("versions")).hasToString("[1]");
      assertThat(result.path("sameId").asBoolean()).isTrue();
      assertThat(result.path("compatible").asBoolean(true)).isFalse();
      assertThat(result.path("listed").asBoolean()).isTrue();
    }
  }

  private static Optional<String> interpreter() throws Exception {
    List<String> candidates = new ArrayList<>();
    Optional.ofNullable(System.getProperty("mpt.interop.python")).ifPresent(candidates::add);
    candidates.add("python3");
    candidates.add("/usr/bin/python3");
    for (String candidate : candidates) {
      if (runs(candidate, IMPORTS)) {
        return Optional.of(candidate);
      }
    }
    for (String candidate : candidates) {
      boolean halfway = runs(candidate, "import confluent_kafka");
      List<String> wanted =
          halfway
              ? List.of("fastavro", "requests")
              : List.of("confluent-kafka[avro,schema_registry]");
      if (fetched(candidate, wanted) && runs(candidate, IMPORTS)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean runs(String python, String code) throws Exception {
    Files.createDirectories(PACKAGES);
    List<String> command = List.of(python, "-c", code);
    return ExternalProcess.run(PACKAGES, packages(), CHECK, command).ok();
  }

  private static boolean fetched(String python, List<String> wanted) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(python, "-m", "pip", "install", "-q", "--target", PACKAGES.toString()));
    command.addAll(wanted);
    Outcome outcome = ExternalProcess.run(PACKAGES, Map.of(), INSTALL, command);
    return outcome.ok();
  }

  private static Map<String, String> packages() {
    return Map.of("PYTHONPATH", PACKAGES.toString());
  }
}
