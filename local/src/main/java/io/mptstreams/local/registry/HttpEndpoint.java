package io.mptstreams.local.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mptstreams.local.registry.api.ApiError;
import io.mptstreams.local.registry.api.ApiException;
import io.mptstreams.local.registry.api.ApiRequest;
import io.mptstreams.local.registry.api.ApiResponse;
import io.mptstreams.local.registry.api.RegistryApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server in front of the API: reads bounded bodies, answers JSON. */
final class HttpEndpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
  private static final int THREADS = 8;

  /** Far above any schema; what is longer is refused without being read. */
  private static final int MAX_BODY = 4 * 1024 * 1024;

  /**
   * What the JDK's server reads once, with the first one of a JVM. It sends head and body of an
   * answer in two packets, and the second would wait some 40 ms for the client to acknowledge the
   * first. A request that never ends would keep its thread for good.
   */
  private static final Map<String, String> SERVER =
      Map.of("sun.net.httpserver.nodelay", "true", "sun.net.httpserver.maxReqTime", "30");

  private final HttpServer server;
  private final ExecutorService threads;
  private final RegistryApi api;
  private final ObjectMapper json = new ObjectMapper();

  private HttpEndpoint(HttpServer server, RegistryApi api) {
    this.server = server;
    this.api = api;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "schema-registry-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  static HttpEndpoint start(String host, int port, RegistryApi api) throws IOException {
    SERVER.forEach((key, value) -> System.setProperty(key, System.getProperty(key, value)));
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
    HttpEndpoint endpoint = new HttpEndpoint(HttpServer.create(address, 0), api);
    endpoint.server.setExecutor(endpoint.threads);
    endpoint.server.createContext("/", endpoint::serve);
    endpoint.server.start();
    return endpoint;
  }

  String url() {
    String host = server.getAddress().getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + literal + ":" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      ApiResponse response = answer(exchange);
      byte[] body = json.writeValueAsBytes(response.body());
      exchange.getResponseHeaders().set("Content-Type", contentType(exchange));
      boolean head = isHead(exchange);
      exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("uri", exchange.getRequestURI())
          .setCause(e)
          .log("a request found a defect");
      throw e;
    }
  }

  private ApiResponse answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return RegistryApi.refusal(
          ApiError.TOO_LARGE, "a request has at most " + MAX_BODY + " bytes");
    }
    try {
      return api.handle(
          ApiRequest.of(
              isHead(exchange) ? "GET" : exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery(),
              body));
    } catch (ApiException e) {
      return RegistryApi.refusal(e.error(), e.getMessage());
    }
  }

  /** The protocol's own type, unless a client takes plain JSON alone. */
  private static String contentType(HttpExchange exchange) {
    String accept =
        String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
    boolean plain = accept.contains("application/json") && !accept.contains("schemaregistry");
    return plain ? "application/json" : "application/vnd.schemaregistry.v1+json";
  }

  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  /**
   * Waits a second for requests under way. Not {@code server.stop(1)}, which waits that long even
   * when there are none.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.atWarn().log("requests were still under way when the registry stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
  }
}
