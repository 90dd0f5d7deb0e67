package io.mptstreams.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * A server that gives the answers it was told to give, in order, the last one for ever: registries
 * that fail on cue. What a healthy registry does is tested against the real one.
 */
public final class ScriptedServer implements AutoCloseable {

  /** What a client sent. */
  public record Request(String method, String uri, String authorization) {}

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final String scheme;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private ScriptedServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::serve);
    server.start();
  }

  public static ScriptedServer start() throws IOException {
    return new ScriptedServer(HttpServer.create(loopback(), 0), "http");
  }

  static ScriptedServer startWithTls(SSLContext context) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new ScriptedServer(server, "https");
  }

  public ScriptedServer answer(int status, String body) {
    answers.add(new Answer(status, body));
    return this;
  }

  public String url() {
    return "%s://localhost:%d".formatted(scheme, server.getAddress().getPort());
  }

  public List<Request> requests() {
    return requests;
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.add(
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().getFirst("Authorization")));
      Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
