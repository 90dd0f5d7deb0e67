package io.mptstreams.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.local.broker.PortTakenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackTest {

  @Test
  void saysThatTheRegistrysPortIsTaken(@TempDir Path folder) throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalSettings settings = new LocalSettings(folder, 1, 0, other.getLocalPort());

      assertThatThrownBy(() -> LocalStack.start(settings))
          .isInstanceOf(PortTakenException.class)
          .hasMessage(
              "port %d is taken; is a registry running already?".formatted(other.getLocalPort()));
    }
  }
}
