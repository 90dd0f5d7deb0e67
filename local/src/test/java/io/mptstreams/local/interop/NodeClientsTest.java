package io.mptstreams.local.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.interop.ExternalProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The two registry clients of the Node world, both over kafkajs. */
class NodeClientsTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Duration INSTALL = Duration.ofSeconds(120);
  private static final Duration RUN = Duration.ofSeconds(60);
  private static final Path SOURCES = Path.of("src/test/interop/node");
  private static final Path FOLDER = Path.of("target/interop/node").toAbsolutePath();

  private static String whyNot = "";

  @TempDir Path schemas;

  @BeforeAll
  static void install() throws Exception {
    if (System.getProperty("mpt.interop", "auto").equals("skip")) {
      return;
    }
    boolean unchanged = copySources();
    if (!unchanged || !Files.isDirectory(FOLDER.resolve("node_modules/kafkajs"))) {
      Outcome installed =
          ExternalProcess.run(
              FOLDER,
              Map.of(),
              INSTALL,
              List.of(
                  "npm",
                  "install",
                  "--no-audit",
                  "--no-fund",
                  "--no-package-lock",
                  "--ignore-scripts"));
      whyNot =
          installed.ok()
              ? ""
              : "npm could not fetch @confluentinc/schemaregistry, @kafkajs/confluent-schema-registry"
                  + " and kafkajs: "
                  + installed.output().strip();
    }
  }

  @Test
  void confluentsOwnClientSpeaksWithUs() throws Exception {
    JsonNode result = run("confluentinc.js");

    assertThat(result.path("versions")).hasToString("[1]");
    assertThat(result.path("sameId").asBoolean()).isTrue();
    assertThat(result.path("compatible").asBoolean(true)).isFalse();
    assertThat(result.path("level").asText()).isEqualTo("FULL");
    assertThat(result.path("levelRead").asText()).isEqualTo("FULL");
    assertThat(result.path("listed").asBoolean()).isTrue();
  }

  @Test
  void theKafkajsCommunitysClientSpeaksWithUs() throws Exception {
    JsonNode result = run("kafkajs.js");

    assertThat(result.path("sameId").asBoolean()).isTrue();
    assertThat(result.path("found").asBoolean()).isTrue();
  }

  private JsonNode run(String script) throws Exception {
    try (Interop interop = new Interop(kafka)) {
      assumeTrue(whyNot.isEmpty(), "SKIPPED: " + whyNot);
      Outcome outcome =
          ExternalProcess.run(FOLDER, interop.environment(schemas), RUN, List.of("node", script));
      JsonNode result = Interop.result(outcome);
      interop.check(result, "node");
      return result;
    }
  }

  /** True when the packages asked for are those of the last run. */
  private static boolean copySources() throws IOException {
    Files.createDirectories(FOLDER);
    Path old = FOLDER.resolve("package.json");
    boolean unchanged =
        Files.exists(old) && Files.mismatch(old, SOURCES.resolve("package.json")) == -1;
    for (String file : List.of("package.json", "scenario.js", "confluentinc.js", "kafkajs.js")) {
      Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return unchanged;
  }
}
