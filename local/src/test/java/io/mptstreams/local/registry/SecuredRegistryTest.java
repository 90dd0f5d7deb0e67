package io.mptstreams.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.schemas.registry.RegistryUnavailableException;
import io.mptstreams.schemas.serde.AvroSerdes;
import io.mptstreams.schemas.tls.SelfSigned;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The serdes with a registry behind TLS on both sides and a password or token. */
class SecuredRegistryTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final String USER = "Basic YTpi"; // a:b
  private static final String TOKEN = "Bearer t";
  private static final TextEvent EVENT =
      new TextEvent("grüße", Optional.empty(), List.of("mr"), Optional.empty());

  @TempDir static Path folder;
  private static SelfSigned client;
  private static SelfSigned own;
  private static SecuredRegistry secured;

  private final Topic<TextEvent> topic =
      Topics.of(new TopicSettings(kafka.uniqueName("secured"), 1, (short) 1)).sharedEvents();

  @BeforeAll
  static void start() throws Exception {
    own = SelfSigned.in(folder, "registry");
    client = SelfSigned.in(folder, "client");
    secured = new SecuredRegistry(kafka.registryUrl(), own, client, Set.of(USER, TOKEN));
  }

  @AfterAll
  static void stop() {
    secured.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"USER_INFO", "URL", "STATIC_TOKEN"})
  void writesAndReadsThroughIt(String source) {
    try (AvroSerdes writer = serdes(credentials(source));
        AvroSerdes reader = serdes(credentials(source))) {
      byte[] bytes = writer.of(topic).serializer().serialize(topic.name(), EVENT);

      assertThat(reader.of(topic).deserializer().deserialize(topic.name(), bytes)).isEqualTo(EVENT);
    }
  }

  @Test
  void registersUnderTheRecordsNameWhenToldTo() {
    Map<String, String> config = credentials("USER_INFO");
    config.put(
        "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy");
    try (AvroSerdes serdes = serdes(config)) {
      Serde<TextEvent> serde = serdes.of(topic);
      byte[] bytes = serde.serializer().serialize(topic.name(), EVENT);

      assertThat(serde.deserializer().deserialize(topic.name(), bytes)).isEqualTo(EVENT);
      assertThat(new RegistryCalls(kafka.registryUrl()).get("/subjects").body().toString())
          .contains("\"" + topic.mapper().schema().getFullName() + "\"")
          .doesNotContain(topic.name());
    }
  }

  @Test
  void aWrongPasswordIsNoBadRecord() {
    Map<String, String> config = credentials("USER_INFO");
    config.put("basic.auth.user.info", "a:wrong");
    try (AvroSerdes serdes = serdes(config)) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> serdes.of(topic).serializer().serialize(topic.name(), EVENT))
          .satisfies(e -> assertThat(e.status()).isEqualTo(401));
    }
  }

  @Test
  void withoutACertificateOfItsOwnItIsNotLetIn() {
    Map<String, String> config = credentials("USER_INFO");
    config.keySet().removeIf(key -> key.startsWith("schema.registry.ssl.keystore"));
    try (AvroSerdes serdes = serdes(config)) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> serdes.of(topic).serializer().serialize(topic.name(), EVENT));
    }
  }

  private static AvroSerdes serdes(Map<String, String> config) {
    return new AvroSerdes(config);
  }

  private static Map<String, String> credentials(String source) {
    Map<String, String> config = new HashMap<>();
    config.put("max.retries", "0");
    config.putAll(own.trusted());
    config.putAll(client.shown());
    config.put("schema.registry.url", secured.url());
    switch (source) {
      case "URL" -> config.put("schema.registry.url", secured.url().replace("//", "//a:b@"));
      case "USER_INFO" -> {
        config.put("basic.auth.credentials.source", source);
        config.put("basic.auth.user.info", "a:b");
      }
      default -> {
        config.put("bearer.auth.credentials.source", source);
        config.put("bearer.auth.token", "t");
      }
    }
    return config;
  }
}
