package io.mptstreams.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.registry.api.RegistryApi;
import io.mptstreams.local.registry.store.MemoryLog;
import io.mptstreams.schemas.fuzz.Fuzzing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged HTTP, byte by byte over sockets: each connection ends, and the registry goes on. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HttpFuzzTest {

  private static final String SCHEMA = "{\"schema\":\"\\\"int\\\"\"}";
  private static final List<byte[]> SEEDS =
      List.of(
          request("POST", "/subjects/s/versions", SCHEMA),
          request("GET", "/schemas/ids/1?fetchMaxId=true", ""),
          request("PUT", "/config/s", "{\"compatibility\":\"FULL\"}"),
          request("DELETE", "/subjects/a%2Fb?permanent=true", ""));

  @Test
  void damagedConnectionsEndAndTheRegistryGoesOn() throws Exception {
    try (HttpEndpoint endpoint =
        HttpEndpoint.start("127.0.0.1", 0, new RegistryApi(new MemoryLog()))) {
      int port = URI.create(endpoint.url()).getPort();

      new Fuzzing(SEEDS, Long.MAX_VALUE).run(input -> exchange(port, input));

      assertThat(new RegistryCalls(endpoint.url()).get("/subjects").status()).isEqualTo(200);
    }
  }

  private static void exchange(int port, byte[] input) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(input);
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] request(String method, String target, String body) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(method, target, body.length(), body)
        .getBytes(StandardCharsets.UTF_8);
  }
}
