package io.mptstreams.schemas.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

  private static final String INT = "{\"schema\":\"\\\"int\\\"\"}";
  private static final String NO_SCHEMA = "{\"error_code\":40403,\"message\":\"not found\"}";

  private ScriptedServer server;
  private final SettableClock clock = new SettableClock();

  @BeforeEach
  void startServer() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void asksAgainUntilTheRegistryAnswers() {
    server.answer(503, "").answer(500, "{\"error_code\":50001}").answer(200, INT);

    try (RegistryClient client = client(Map.of())) {
      assertThat(client.schema(7)).isEqualTo(Schema.create(Schema.Type.INT));
    }

    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void asksForAnIdOnce() {
    server.answer(200, INT);

    try (RegistryClient client = client(Map.of())) {
      client.schema(7);
      client.schema(7);
    }

    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).uri()).startsWith("/schemas/ids/7");
  }

  @Test
  void saysThatNobodyAnswersAfterTheLastRetry() {
    server.answer(503, "");

    try (RegistryClient client = client(Map.of("max.retries", "2"))) {
      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> client.schema(7))
          .withMessageContaining(server.url());
    }

    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsNoAnswer() throws Exception {
    try (ServerSocket half = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        RegistryClient client =
            client(
                Map.of(
                    "schema.registry.url", "http://127.0.0.1:" + half.getLocalPort(),
                    "max.retries", "0",
                    "http.read.timeout.ms", "300"))) {
      CompletableFuture<Socket> accepted =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  Socket socket = half.accept();
                  socket
                      .getOutputStream()
                      .write(
                          "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"sch".getBytes(US_ASCII));
                  return socket;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThatExceptionOfType(RegistryUnavailableException.class)
          .isThrownBy(() -> client.schema(7))
          .withMessageContaining("no whole answer within PT0.3S");

      accepted.get().close();
    }
  }

  @Test
  void goesToTheNextRegistryAndStaysThere() throws Exception {
    try (ScriptedServer down = ScriptedServer.start().answer(503, "")) {
      server.answer(200, INT);
      String urls = down.url() + "," + server.url();
      try (RegistryClient client = client(Map.of("schema.registry.url", urls))) {
        client.schema(1);
        client.schema(2);
      }
      assertThat(down.requests()).hasSize(1);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void believesThatAnIdIsUnknownForAWhileOnly() {
    server.answer(404, NO_SCHEMA).answer(200, INT);

    try (RegistryClient client = client(Map.of("missing.id.cache.ttl.sec", "30"))) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> client.schema(7))
          .matches(RegistryException::isNotFound);
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> client.schema(7))
          .matches(RegistryException::isNotFound);
      assertThat(server.requests()).hasSize(1);

      clock.advance(Duration.ofSeconds(31));
      assertThat(client.schema(7).getType()).isEqualTo(Schema.Type.INT);
    }
  }

  @Test
  void doesNotTakeAProxysPageForTheRegistrysWord() {
    server.answer(404, "<html>no such page</html>").answer(200, "{}");

    try (RegistryClient client = client(Map.of())) {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> client.schema(7))
          .matches(e -> !e.isNotFound());
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> client.schema(7))
          .matches(e -> !e.isNotFound());
    }
  }

  @Test
  void showsWhoItIs() {
    server.answer(200, INT);

    try (RegistryClient user =
            client(
                Map.of(
                    "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "a:b"));
        RegistryClient url =
            client(Map.of("schema.registry.url", server.url().replace("//", "//c:d@")));
        RegistryClient bearer =
            client(
                Map.of(
                    "bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t"))) {
      user.schema(1);
      url.schema(1);
      bearer.schema(1);
    }

    assertThat(server.requests())
        .extracting(ScriptedServer.Request::authorization)
        .containsExactly("Basic YTpi", "Basic Yzpk", "Bearer t");
  }

  @Test
  void followsReferences() {
    String user =
        "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"R\\\"}\",\"references\":"
            + "[{\"name\":\"R\",\"subject\":\"r\",\"version\":1}]}";
    String used =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[]}\"}";
    server.answer(200, user).answer(200, used);

    try (RegistryClient client = client(Map.of())) {
      assertThat(client.schema(7).getElementType().getName()).isEqualTo("R");
    }

    assertThat(server.requests().get(1).uri()).isEqualTo("/subjects/r/versions/1?deleted=true");
  }

  @Test
  void knowsATypeThatAReferenceDefinesInside() {
    String user =
        "{\"schema\":\"{\\\"type\\\":\\\"array\\\",\\\"items\\\":\\\"a.Inner\\\"}\",\"references\":"
            + "[{\"name\":\"a.R\",\"subject\":\"r\",\"version\":1}]}";
    String used =
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"a.R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"i\\\","
            + "\\\"type\\\":{\\\"type\\\":\\\"enum\\\",\\\"name\\\":\\\"Inner\\\",\\\"symbols\\\":[\\\"A\\\"]}}]}\"}";
    server.answer(200, user).answer(200, used);

    try (RegistryClient client = client(Map.of())) {
      assertThat(client.schema(7).getElementType().getFullName()).isEqualTo("a.Inner");
    }
  }

  @Test
  void namesTheSettingThatIsWrong() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> client(Map.of("schema.registry.url", "registry:8081")))
        .withMessageContaining("schema.registry.url must be a list of http(s) URLs");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> client(Map.of("basic.auth.credentials.source", "USER_INFO")))
        .withMessageContaining("basic.auth.user.info is missing");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> client(Map.of("max.retries", "-1")))
        .withMessage("max.retries must be at least 0, was \"-1\"");
  }

  private RegistryClient client(Map<String, String> more) {
    Map<String, String> config = new HashMap<>();
    config.put("schema.registry.url", server.url());
    config.put("retries.wait.ms", "1");
    config.put("retries.max.wait.ms", "2");
    config.putAll(more);
    return new RegistryClient(RegistryClientConfig.read(new ConfigValues(config)), clock);
  }

  private static final class SettableClock extends Clock {

    private Instant now = Instant.EPOCH;

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
