package io.mptstreams.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.local.registry.RegistryCalls.Answer;
import io.mptstreams.local.registry.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedRegistryTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final String TEXT = "{\"name\":\"text\",\"type\":\"string\"}";
  private static final String WITH_DEFAULT =
      TEXT + ",{\"name\":\"more\",\"type\":\"int\",\"default\":0}";
  private static final String WITHOUT_DEFAULT = TEXT + ",{\"name\":\"more\",\"type\":\"int\"}";

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
    int id = calls.register(subject, WITHOUT_DEFAULT + unique()).body().path("id").asInt();

    Answer tooEarly = calls.delete("/subjects/" + subject + "?permanent=true");
    Answer soft = calls.delete("/subjects/" + subject);
    Answer again = calls.delete("/subjects/" + subject);
    Answer hard = calls.delete("/subjects/" + subject + "?permanent=true");
    int next = calls.register(subject, TEXT + unique()).body().path("id").asInt();

    assertThat(tooEarly.errorCode()).isEqualTo(40405);
    assertThat(soft.body()).hasToString("[1]");
    assertThat(again.errorCode()).isEqualTo(40404);
    assertThat(hard.body()).hasToString("[1]");
    assertThat(calls.get("/schemas/ids/" + id).errorCode()).isEqualTo(40403);
    assertThat(next).isGreaterThan(id);
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
    String body = calls.schema(TEXT + unique()).replaceFirst("\\{", "{\"id\":70000,\"version\":5,");

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

  @Test
  void keepsEverythingOverARestart() throws Exception {
    RegistrySettings settings =
        RegistrySettings.local(kafka.bootstrapServers()).withTopic(kafka.uniqueName("_schemas"));
    try (EmbeddedRegistry before = EmbeddedRegistry.start(settings)) {
      RegistryCalls on = new RegistryCalls(before.url());
      on.register("kept", TEXT);
      on.register("kept", WITH_DEFAULT);
      on.register("gone", WITHOUT_DEFAULT);
      on.delete("/subjects/kept/versions/1");
      on.delete("/subjects/gone");
      on.delete("/subjects/gone?permanent=true");
      on.put("/config/kept", "{\"compatibility\":\"FULL\"}");
      on.put("/mode/other", "{\"mode\":\"READONLY\"}");
    }

    try (EmbeddedRegistry after = EmbeddedRegistry.start(settings)) {
      RegistryCalls on = new RegistryCalls(after.url());
      assertThat(on.get("/subjects").body()).hasToString("[\"kept\"]");
      assertThat(on.get("/subjects/kept/versions?deleted=true").body()).hasToString("[1,2]");
      assertThat(on.get("/subjects/kept/versions").body()).hasToString("[2]");
      assertThat(on.get("/config/kept").body()).hasToString("{\"compatibilityLevel\":\"FULL\"}");
      assertThat(on.get("/mode/other").body()).hasToString("{\"mode\":\"READONLY\"}");
      assertThat(on.register("new", TEXT + unique()).body().path("id").asInt()).isEqualTo(4);
    }
  }

  @Test
  void severalInstancesOnOneTopicGiveEachIdOnce() throws Exception {
    RegistrySettings settings =
        RegistrySettings.local(kafka.bootstrapServers()).withTopic(kafka.uniqueName("_schemas"));
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (EmbeddedRegistry one = EmbeddedRegistry.start(settings);
        EmbeddedRegistry two = EmbeddedRegistry.start(settings)) {
      List<RegistryCalls> instances =
          List.of(new RegistryCalls(one.url()), new RegistryCalls(two.url()));
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        String name = "s" + i / 2;
        RegistryCalls instance = instances.get(i % 2);
        String fields = TEXT + ",{\"name\":\"f%d\",\"type\":\"int\",\"default\":0}".formatted(i);
        answers.add(pool.submit(() -> instance.register(name, fields)));
      }

      List<Integer> ids = new ArrayList<>();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
        ids.add(answer.get().body().path("id").asInt());
      }

      assertThat(new HashSet<>(ids)).hasSize(20);
      for (int i = 0; i < 20; i++) {
        String path = "/schemas/ids/" + ids.get(i);
        Answer here = instances.get(0).get(path);
        assertThat(here.body().path("schema").asText()).contains("\"f" + i + "\"");
        assertThat(instances.get(1).get(path).body()).isEqualTo(here.body());
      }
      for (int i = 0; i < 10; i++) {
        assertThat(instances.get(0).get("/subjects/s" + i + "/versions").body())
            .hasToString("[1,2]");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void saysWhichBrokerDoesNotAnswer() {
    RegistrySettings settings =
        new RegistrySettings(
            "127.0.0.1:1",
            "127.0.0.1",
            0,
            false,
            "_schemas",
            (short) 1,
            Duration.ofSeconds(1),
            Map.of());

    assertThatThrownBy(() -> EmbeddedRegistry.start(settings))
        .isInstanceOf(StoreException.class)
        .hasMessage("no broker answered at 127.0.0.1:1 within 1 s");
  }

  @Test
  void doesNotListenToOtherMachinesUnlessTold() {
    RegistrySettings local = RegistrySettings.local("b:1");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new RegistrySettings(
                    "b:1",
                    "0.0.0.0",
                    0,
                    false,
                    local.topic(),
                    (short) 1,
                    Duration.ofSeconds(1),
                    Map.of()))
        .withMessageContaining("registry.host must be a loopback address");
  }

  /** A field that no other schema of this class has. */
  private String unique() {
    return ",{\"name\":\"f_%s\",\"type\":\"int\"}".formatted(subject.replace('-', '_'));
  }
}
