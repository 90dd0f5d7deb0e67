package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.LocalKafkaExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** confluent-kafka with its registry client and Avro serializers. */
class PythonClientTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Duration RUN = Duration.ofSeconds(60);
  private static final Path SCRIPT =
      Path.of("src/test/interop/python/confluent_client.py").toAbsolutePath();

  @TempDir Path schemas;

  @Test
  void confluentsPythonClientSpeaksWithUs() throws Exception {
    try (Interop interop = new Interop(kafka)) {
      PythonInterpreter python = PythonInterpreter.find();
      assumeTrue(
          python.command().isPresent(),
          "SKIPPED: no Python with confluent-kafka (see -Dmpt.interop.python):" + python.whyNot());
      Map<String, String> environment = interop.environment(schemas);
      environment.putAll(PythonInterpreter.environment());

      JsonNode result =
          Interop.result(
              ExternalProcess.run(
                  schemas,
                  environment,
                  RUN,
                  List.of(python.command().orElseThrow(), SCRIPT.toString())));

      interop.check(result, "python");
      assertThat(result.path("versions")).hasToString("[1]");
      assertThat(result.path("sameId").asBoolean()).isTrue();
      assertThat(result.path("compatible").asBoolean(true)).isFalse();
      assertThat(result.path("listed").asBoolean()).isTrue();
    }
  }
}
