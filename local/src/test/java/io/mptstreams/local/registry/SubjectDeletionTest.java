package io.mptstreams.local.registry;

import static io.mptstreams.local.registry.Fields.TEXT;
import static io.mptstreams.local.registry.Fields.WITHOUT_DEFAULT;
import static io.mptstreams.local.registry.Fields.WITH_DEFAULT;
import static io.mptstreams.local.registry.Fields.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.registry.RegistryCalls.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deleting softly, and for good. */
class SubjectDeletionTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final RegistryCalls calls = new RegistryCalls(kafka.registryUrl());
  private final String subject = kafka.uniqueName("subject");

  @Test
  void hidesASoftlyDeletedVersionButFindsItById() {
    int id = calls.register(subject, TEXT).body().path("id").asInt();
    calls.register(subject, WITH_DEFAULT);

    assertThat(calls.delete("/subjects/" + subject + "/versions/1").body()).hasToString("1");

    assertThat(calls.get("/subjects/" + subject + "/versions").body()).hasToString("[2]");
    assertThat(calls.get("/subjects/" + subject + "/versions?deleted=true").body())
        .hasToString("[1,2]");
    assertThat(calls.get("/subjects/" + subject + "/versions/1").errorCode()).isEqualTo(40402);
    assertThat(calls.get("/schemas/ids/" + id).status()).isEqualTo(200);
    assertThat(calls.delete("/subjects/" + subject + "/versions/1").errorCode()).isEqualTo(40406);
  }

  @Test
  void erasesOnlyWhatWasDeletedSoftlyAndGivesNoIdTwice() {
    int id = calls.register(subject, WITHOUT_DEFAULT + unique(subject)).body().path("id").asInt();

    Answer tooEarly = calls.delete("/subjects/" + subject + "?permanent=true");
    Answer soft = calls.delete("/subjects/" + subject);
    Answer again = calls.delete("/subjects/" + subject);
    Answer hard = calls.delete("/subjects/" + subject + "?permanent=true");
    int next = calls.register(subject, TEXT + unique(subject)).body().path("id").asInt();

    assertThat(tooEarly.errorCode()).isEqualTo(40405);
    assertThat(soft.body()).hasToString("[1]");
    assertThat(again.errorCode()).isEqualTo(40404);
    assertThat(hard.body()).hasToString("[1]");
    assertThat(calls.get("/schemas/ids/" + id).errorCode()).isEqualTo(40403);
    assertThat(next).isGreaterThan(id);
  }
}
