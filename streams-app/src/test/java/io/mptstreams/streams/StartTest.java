package io.mptstreams.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person reads who starts a scorer that cannot start. */
class StartTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  @Test
  void saysWithinTenSecondsThatNoBrokerAnswers() {
    long start = System.nanoTime();

    assertThatThrownBy(() -> ScorerApp.start(settings("kafka.bootstrap.servers", "127.0.0.1:1")))
        .isInstanceOf(StartException.class)
        .hasMessage("no broker answers at 127.0.0.1:1 within 8 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void namesTheTopicsThatAreMissing() {
    assertThatThrownBy(() -> ScorerApp.start(settings("topics.prefix", "absent")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("absent.predictions");
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatThrownBy(() -> settings("scoring.guarantee", "exactly_once"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("scoring.guarantee")
        .hasMessageContaining("exactly_once_v2");
    assertThatThrownBy(() -> settings("scoring.transaction-timeout", "50ms"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("scoring.transaction-timeout");
  }

  private static ScorerSettings settings(String key, String value) {
    Map<String, String> config = new HashMap<>();
    config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    config.put("schema.registry.url", kafka.registryUrl());
    config.put(key, value);
    return ScorerSettings.from(new ConfigValues(config));
  }
}
