package io.mptstreams.streams.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mptstreams.engine.scoring.BatchingEngine;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.registry.RegistryException;
import io.mptstreams.streams.MiniLmExtension;
import io.mptstreams.streams.Samples;
import io.mptstreams.streams.metrics.ScorerMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankTopicsTest {

  @RegisterExtension static final MiniLmExtension miniLm = new MiniLmExtension();

  /** What the registry says to the next records; nothing more is a yes. */
  private final Queue<RegistryException> refusals = new ArrayDeque<>();

  private BatchingEngine engine;
  private TaskBank bank;
  private BankTopics topics;

  @BeforeEach
  void open() {
    engine = new BatchingEngine(miniLm.backbone(), EngineSettings.defaults());
    bank =
        new TaskBank(
            engine,
            miniLm::prompt,
            entry -> {},
            update -> {},
            new ScorerMetrics(new SimpleMeterRegistry()),
            3,
            "test",
            Clock.systemUTC());
    Deserializer<TaskDefinition> tasks =
        (topic, value) -> {
          if (!refusals.isEmpty()) {
            throw refusals.remove();
          }
          return Samples.mood("mood");
        };
    topics =
        new BankTopics(
            bank,
            tasks,
            (topic, value) -> null,
            (topic, value) -> null,
            Duration.ofMinutes(1),
            () -> false);
  }

  @AfterEach
  void close() {
    bank.close();
    engine.close();
  }

  @Test
  void doesNotStartWithHalfABankWhereTheRegistryLetsNobodyIn() {
    refusals.add(new RegistryException(401, 401, "unauthorized"));

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> topics.task("mood", new byte[1], 0))
        .withMessageContaining("HTTP 401");
  }

  @Test
  void losesNothingThatComesWhileTheRegistryLetsNobodyIn() {
    bank.restored();
    refusals.addAll(List.of(new RegistryException(403, 403, "forbidden")));

    topics.task("mood", new byte[1], 0);

    assertThat(refusals).isEmpty();
    assertThat(bank.definition("mood")).isPresent();
  }
}
