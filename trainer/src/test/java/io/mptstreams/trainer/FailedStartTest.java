package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.schemas.config.ConfigValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailedStartTest {

  @Test
  void aStartThatFailsAtItsLastStepLeavesNothingOpen() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      TrainerSettings settings =
          TrainerSettings.from(
              new ConfigValues(
                  Map.of(
                      "kafka.bootstrap.servers", "127.0.0.1:1",
                      "schema.registry.url", "http://127.0.0.1:1",
                      "backbone.threads", "1",
                      "training.status.port", Integer.toString(taken.getLocalPort()))));
      Set<Thread> before = clientThreads();

      assertThatThrownBy(() -> TrainerApp.start(settings))
          .isInstanceOf(StartException.class)
          .hasMessageStartingWith(
              "training.status.port " + taken.getLocalPort() + " on 127.0.0.1: ");

      assertThat(clientThreads()).isSubsetOf(before);
    }
  }

  private static Set<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && thread.getName().startsWith("kafka-"))
        .collect(Collectors.toSet());
  }
}
