package io.mptstreams.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.config.ConfigValues;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

  @TempDir static Path folder;

  private static Path store;

  @BeforeAll
  static void makeACertificate() throws Exception {
    store = folder.resolve("registry.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "registry",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    "secret"))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).describedAs("keytool").isZero();
  }

  @Test
  void talksToARegistryWhoseCertificateItTrusts() throws Exception {
    try (ScriptedServer server = server()) {
      Map<String, String> config = config(server);
      config.put("schema.registry.ssl.truststore.location", store.toString());
      config.put("schema.registry.ssl.truststore.password", "secret");
      config.put("schema.registry.ssl.truststore.type", "PKCS12");
      config.put("schema.registry.ssl.keystore.location", store.toString());
      config.put("schema.registry.ssl.keystore.password", "secret");
      config.put("schema.registry.ssl.keystore.type", "PKCS12");

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
    TlsSettings.Store own =
        new TlsSettings.Store(store, Optional.of("secret"), Optional.empty(), "PKCS12");
    TlsSettings settings = new TlsSettings(Optional.of(own), Optional.of(own));
    return ScriptedServer.startWithTls(TlsContexts.from(settings))
        .answer(200, "{\"schema\":\"\\\"int\\\"\"}");
  }
}
