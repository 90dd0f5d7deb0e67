package io.mptstreams.local.registry;

import static io.mptstreams.local.registry.Fields.TEXT;
import static io.mptstreams.local.registry.Fields.WITHOUT_DEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.registry.RegistryCalls.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a subject's level of compatibility lets in. */
class SubjectCompatibilityTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final RegistryCalls calls = new RegistryCalls(kafka.registryUrl());
  private final String subject = kafka.uniqueName("subject");

  @Test
  void refusesWhatTheSubjectsLevelForbids() {
    calls.register(subject, TEXT);

    Answer refused = calls.register(subject, WITHOUT_DEFAULT);
    Answer check =
        calls.post(
            "/compatibility/subjects/" + subject + "/versions/latest?verbose=true",
            calls.schema(WITHOUT_DEFAULT));
    calls.put("/config/" + subject, "{\"compatibility\":\"NONE\"}");
    Answer accepted = calls.register(subject, WITHOUT_DEFAULT);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.errorCode()).isEqualTo(409);
    assertThat(check.body().path("is_compatible").asBoolean()).isFalse();
    assertThat(check.body().path("messages").get(0).asText()).contains("READER_FIELD_MISSING");
    assertThat(accepted.status()).isEqualTo(200);
  }

  @Test
  void aTransitiveLevelLooksAtAllVersions() {
    String optional = "{\"name\":\"text\",\"type\":[\"null\",\"string\"],\"default\":null}";
    calls.put("/config/" + subject, "{\"compatibility\":\"NONE\"}");
    calls.register(subject, "{\"name\":\"text\",\"type\":\"int\"}");
    calls.register(subject, TEXT);

    calls.put("/config/" + subject, "{\"compatibility\":\"BACKWARD\"}");
    Answer direct =
        calls.post("/compatibility/subjects/" + subject + "/versions", calls.schema(optional));
    calls.put("/config/" + subject, "{\"compatibility\":\"FULL_TRANSITIVE\"}");
    Answer transitive =
        calls.post("/compatibility/subjects/" + subject + "/versions", calls.schema(optional));

    assertThat(direct.body().path("is_compatible").asBoolean()).isTrue();
    assertThat(transitive.body().path("is_compatible").asBoolean()).isFalse();
  }
}
