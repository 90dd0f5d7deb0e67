package io.mptstreams.streams.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * {@code /metrics}, {@code /health/live|ready|started}, {@code /info} and {@code /tasks} for probes
 * and people. Reads only. A few threads answer, so that a probe does not wait for somebody who has
 * sent half a request.
 */
public final class HttpEndpoint implements AutoCloseable {

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String JSON = "application/json";
  private static final int THREADS = 4;

  /**
   * Seconds after which the JDK's server gives a request up that does not end, or it would keep its
   * thread for good. Read once, with the first server of a JVM.
   */
  private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";

  private static final String PATIENCE = "30";

  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT);
  private final HttpServer server;
  private final ExecutorService executor;

  private HttpEndpoint(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Opens the port.
   *
   * @throws UncheckedIOException if the port is taken
   */
  public static HttpEndpoint start(HttpSettings settings, ScorerView view) {
    System.setProperty(REQUEST_TIME, System.getProperty(REQUEST_TIME, PATIENCE));
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
      ExecutorService executor =
          Executors.newFixedThreadPool(
              THREADS,
              work -> {
                Thread thread = new Thread(work, "mpt-http");
                thread.setDaemon(true);
                return thread;
              });
      server.setExecutor(executor);
      HttpEndpoint endpoint = new HttpEndpoint(server, executor);
      endpoint.serve("/metrics", PROMETHEUS, view::metrics);
      endpoint.probe("/health/live", view::live);
      endpoint.probe("/health/ready", view::ready);
      endpoint.probe("/health/started", view::started);
      endpoint.serve("/info", JSON, () -> endpoint.json(view.info()));
      endpoint.serve("/tasks", JSON, () -> endpoint.json(view.tasks()));
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "http.port " + settings.port() + " on " + settings.host() + ": " + e.getMessage(), e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void serve(String path, String type, Supplier<String> body) {
    server.createContext(path, exchange -> answer(exchange, path, 200, type, body));
  }

  private void probe(String path, BooleanSupplier ok) {
    server.createContext(
        path,
        exchange -> {
          boolean up = ok.getAsBoolean();
          answer(
              exchange,
              path,
              up ? 200 : 503,
              JSON,
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
      byte[] bytes = body.get().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
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
