package io.mptstreams.streams.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.sun.net.httpserver.HttpExchange;
import io.mptstreams.service.http.SmallServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /metrics}, {@code /health/live|ready|started}, {@code /info} and {@code /tasks} for probes
 * and people. Reads only.
 */
public final class HttpEndpoint implements AutoCloseable {

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT);
  private final SmallServer server;

  private HttpEndpoint(SmallServer server) {
    this.server = server;
  }

  /**
   * Opens the port.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static HttpEndpoint start(HttpSettings settings, ScorerView view) {
    try {
      SmallServer server = SmallServer.open(settings.host(), settings.port(), "mpt-http");
      HttpEndpoint endpoint = new HttpEndpoint(server);
      endpoint.serve("/metrics", SmallServer.PROMETHEUS, view::metrics);
      endpoint.probe("/health/live", view::live);
      endpoint.probe("/health/ready", view::ready);
      endpoint.probe("/health/started", view::started);
      endpoint.serve("/info", SmallServer.JSON, () -> endpoint.json(view.info()));
      endpoint.serve("/tasks", SmallServer.JSON, () -> endpoint.json(view.tasks()));
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "http.port " + settings.port() + " on " + settings.host() + ": " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(String path, String type, Supplier<String> body) {
    server.serve(path, exchange -> answer(exchange, path, 200, type, body));
  }

  private void probe(String path, BooleanSupplier ok) {
    server.serve(
        path,
        exchange -> {
          boolean up = ok.getAsBoolean();
          answer(
              exchange,
              path,
              up ? 200 : 503,
              SmallServer.JSON,
              () -> json(Map.of("status", up ? "UP" : "DOWN")));
        });
  }

  private static void answer(
      HttpExchange exchange, String path, int status, String type, Supplier<String> body)
      throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(path)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().add("Allow", "GET");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      SmallServer.answer(exchange, status, type, body.get());
    }
  }

  private String json(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
