package io.mptstreams.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerAnswersTest {

  @Test
  void asksWhereTheConfigurationPutsTheTrainer() {
    assertThat(TrainerAnswers.url(Map.of())).isEqualTo("http://127.0.0.1:8091");
    assertThat(
            TrainerAnswers.url(
                Map.of("training.status.host", "127.0.0.2", "training.status.port", "18291")))
        .isEqualTo("http://127.0.0.2:18291");
    assertThat(TrainerAnswers.url(Map.of("training.status.port", "-1")))
        .isEqualTo("http://127.0.0.1:8091");
  }
}
