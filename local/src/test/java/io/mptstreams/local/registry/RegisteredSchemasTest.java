package io.mptstreams.local.registry;

import static io.mptstreams.local.registry.Fields.TEXT;
import static io.mptstreams.local.registry.Fields.WITH_DEFAULT;
import static io.mptstreams.local.registry.Fields.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.registry.RegistryCalls.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Registering schemas and reading them, on a broker. */
class RegisteredSchemasTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final RegistryCalls calls = new RegistryCalls(kafka.registryUrl());
  private final String subject = kafka.uniqueName("subject");

  @Test
  void givesTheSameIdToTheSameSchemaUnderAnySubject() {
    int first = calls.register(subject, TEXT).body().path("id").asInt();
    int again = calls.register(subject, TEXT).body().path("id").asInt();
    int elsewhere = calls.register(subject + "-b", TEXT).body().path("id").asInt();
    int other = calls.register(subject, WITH_DEFAULT).body().path("id").asInt();

    assertThat(again).isEqualTo(first);
    assertThat(elsewhere).isEqualTo(first);
    assertThat(other).isGreaterThan(first);
    assertThat(calls.get("/schemas/ids/" + first + "?fetchMaxId=false&subject=").body())
        .hasToString(
            "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                + "[{\\\"name\\\":\\\"text\\\",\\\"type\\\":\\\"string\\\"}]}\"}");
    assertThat(calls.get("/subjects/" + subject + "/versions").body()).hasToString("[1,2]");
    assertThat(calls.get("/schemas/ids/" + first + "/subjects").body().toString())
        .contains("\"" + subject + "\"", "\"" + subject + "-b\"");
    assertThat(calls.get("/subjects/" + subject + "/versions/latest").body().path("id").asInt())
        .isEqualTo(other);
    assertThat(calls.get("/subjects/" + subject + "/versions/-1").body().path("version").asInt())
        .isEqualTo(2);
  }

  @Test
  void refusesASchemaThatTheLogDoesNotTake() {
    String large = TEXT.replace("}", ",\"doc\":\"" + "d".repeat(2 * 1024 * 1024) + "\"}");

    Answer refused = calls.register(subject, large);
    Answer next = calls.register(subject, TEXT);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errorCode()).isEqualTo(42209);
    assertThat(refused.body().path("message").asText()).contains("too large");
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void namesEachRefusalByTheProtocolsCode() {
    calls.register(subject, TEXT);

    assertThat(calls.get("/subjects/nobody/versions").errorCode()).isEqualTo(40401);
    assertThat(calls.get("/subjects/" + subject + "/versions/9").errorCode()).isEqualTo(40402);
    assertThat(calls.get("/schemas/ids/99999").errorCode()).isEqualTo(40403);
    assertThat(calls.post("/subjects/" + subject, calls.schema(WITH_DEFAULT)).errorCode())
        .isEqualTo(40403);
    assertThat(calls.get("/config/" + subject).errorCode()).isEqualTo(40408);
    assertThat(calls.get("/mode/" + subject).errorCode()).isEqualTo(40409);
    assertThat(calls.post("/subjects/s/versions", "{\"schema\":\"{\"}").errorCode())
        .isEqualTo(42201);
    assertThat(calls.post("/subjects/s/versions", "{}").errorCode()).isEqualTo(42201);
    assertThat(calls.get("/subjects/" + subject + "/versions/x").errorCode()).isEqualTo(42202);
    assertThat(calls.put("/config/s", "{\"compatibility\":\"SOME\"}").errorCode()).isEqualTo(42203);
    assertThat(calls.put("/mode/s", "{\"mode\":\"SOME\"}").errorCode()).isEqualTo(42204);
    assertThat(calls.post("/subjects/s/versions", "nonsense").status()).isEqualTo(400);
    assertThat(calls.get("/nowhere").status()).isEqualTo(404);
    assertThat(calls.put("/subjects", "{}").status()).isEqualTo(405);
  }

  @Test
  void aSubjectThatMayOnlyBeReadTakesNoVersions() {
    calls.put("/mode/" + subject, "{\"mode\":\"READONLY\"}");
    assertThat(calls.register(subject, TEXT).errorCode()).isEqualTo(42205);

    assertThat(calls.delete("/mode/" + subject).body()).hasToString("{\"mode\":\"READONLY\"}");
    assertThat(calls.register(subject, TEXT).status()).isEqualTo(200);
  }

  @Test
  void importsASchemaWithTheIdItHasElsewhere() {
    calls.put("/mode/" + subject, "{\"mode\":\"IMPORT\"}");
    String body =
        calls.schema(TEXT + unique(subject)).replaceFirst("\\{", "{\"id\":70000,\"version\":5,");

    assertThat(calls.post("/subjects/" + subject + "/versions", body).body().path("id").asInt())
        .isEqualTo(70000);
    assertThat(calls.get("/subjects/" + subject + "/versions").body()).hasToString("[5]");
  }

  @Test
  void aSchemaMayUseAnotherSubjects() {
    calls.register(subject, TEXT);
    String user =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"U\\\",\\\"fields\\\":"
            + "[{\\\"name\\\":\\\"r\\\",\\\"type\\\":\\\"R\\\"}]}\",\"references\":"
            + "[{\"name\":\"R\",\"subject\":\"%s\",\"version\":1}]}".formatted(subject);

    Answer registered = calls.post("/subjects/" + subject + "-user/versions", user);

    assertThat(registered.status()).isEqualTo(200);
    assertThat(calls.get("/subjects/" + subject + "/versions/1/referencedby").body())
        .hasToString("[" + registered.body().path("id").asInt() + "]");
    assertThat(calls.delete("/subjects/" + subject + "/versions/1").errorCode()).isEqualTo(42206);
  }

  @Test
  void aSubjectsNameMayHoldAnything() {
    String encoded = "a%2Fb%20c%2Bd%C3%BC";

    calls.register(encoded, TEXT);

    assertThat(calls.get("/subjects/" + encoded + "/versions/1").body().path("subject").asText())
        .isEqualTo("a/b c+dü");
  }
}
