package io.mptstreams.local.registry;

import static io.mptstreams.local.registry.Fields.TEXT;
import static io.mptstreams.local.registry.Fields.WITHOUT_DEFAULT;
import static io.mptstreams.local.registry.Fields.WITH_DEFAULT;
import static io.mptstreams.local.registry.Fields.unique;
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

/** Starting, restarting, and several on one topic. */
class EmbeddedRegistryTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

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
      assertThat(
              on.register("new", TEXT + unique(kafka.uniqueName("new"))).body().path("id").asInt())
          .isEqualTo(4);
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
}
