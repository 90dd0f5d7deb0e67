package io.mptstreams.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StatusServerTest {

  @Test
  void answersAProbeWhileSomebodyHasSentHalfARequest() throws Exception {
    try (StatusServer server =
            StatusServer.start("127.0.0.1", 0, idle(), () -> "", Clock.systemUTC());
        Socket half = new Socket("127.0.0.1", server.port())) {
      half.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
      half.getOutputStream().flush();
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/ready"))
              .timeout(Duration.ofSeconds(20))
              .build();

      HttpResponse<Void> answer =
          HttpClient.newHttpClient().send(probe, HttpResponse.BodyHandlers.discarding());

      assertThat(answer.statusCode()).isEqualTo(503);
    }
  }

  @Test
  void takesNoOrderForATaskThatItDoesNotHave() throws Exception {
    try (StatusServer server =
        StatusServer.start("127.0.0.1", 0, idle(), () -> "", Clock.systemUTC())) {
      HttpRequest look =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + server.port() + "/tasks/nosuch/look"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();

      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(look, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("no such task here: nosuch");
    }
  }

  /** One that was never run, and so is not ready. */
  private static TrainerLoop idle() {
    return new TrainerLoop(null, null, null, null, null, null, null);
  }
}
