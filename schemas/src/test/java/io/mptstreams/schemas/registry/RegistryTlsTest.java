package io.mptstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.tls.SelfSigned;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

  @TempDir static Path folder;

  private static SelfSigned certificate;

  @BeforeAll
  static void makeACertificate() throws Exception {
    certificate = SelfSigned.in(folder, "registry");
  }

  @Test
  void talksToARegistryWhoseCertificateItTrusts() throws Exception {
    try (ScriptedServer server = server()) {
      Map<String, String> config = config(server);
      config.putAll(certificate.trusted());
      config.putAll(certificate.shown());

      try (RegistryClient client = RegistryClient.from(new ConfigValues(config))) {
        assertThat(client.schema(1)).isEqualTo(Schema.create(Schema.Type.INT));
      }
    }
  }

  @Test
  void doesNotTalkToOneThatItDoesNotTrust() throws Exception {
    try (ScriptedServer server = server();
        RegistryClient client = RegistryClient.from(new ConfigValues(config(server)))) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> client.schema(1));
    }
  }

  private static Map<String, String> config(ScriptedServer server) {
    Map<String, String> config = new HashMap<>();
    config.put("schema.registry.url", server.url());
    config.put("max.retries", "0");
    return config;
  }

  private static ScriptedServer server() throws Exception {
    return ScriptedServer.startWithTls(certificate.server(certificate))
        .answer(200, "{\"schema\":\"\\\"int\\\"\"}");
  }
}
