package io.mptstreams.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.streams.reload.TaskStatus;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {

  @Test
  void answersAProbeWhileSomebodyHasSentHalfARequest() throws Exception {
    try (HttpEndpoint server = HttpEndpoint.start(new HttpSettings("127.0.0.1", 0), new Healthy());
        Socket half = new Socket("127.0.0.1", server.port())) {
      half.getOutputStream().write("GET /metrics HT".getBytes(StandardCharsets.US_ASCII));
      half.getOutputStream().flush();
      HttpRequest probe =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health/live"))
              .timeout(Duration.ofSeconds(20))
              .build();

      HttpResponse<Void> answer =
          HttpClient.newHttpClient().send(probe, HttpResponse.BodyHandlers.discarding());

      assertThat(answer.statusCode()).isEqualTo(200);
    }
  }

  private static final class Healthy implements ScorerView {

    @Override
    public boolean live() {
      return true;
    }

    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public boolean started() {
      return true;
    }

    @Override
    public Map<String, Object> info() {
      return Map.of();
    }

    @Override
    public List<TaskStatus> tasks() {
      return List.of();
    }

    @Override
    public String metrics() {
      return "";
    }
  }
}
