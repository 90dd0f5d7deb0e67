package io.mptstreams.service.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's server for probes and people. A few threads of its own answer, so that a probe does not
 * wait for somebody who has sent half a request.
 */
public final class SmallServer implements AutoCloseable {

  public static final String JSON = "application/json";

  /** Prometheus' text format. */
  public static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private static final int THREADS = 4;

  /**
   * Seconds after which the JDK's server gives a request up that does not end, or it would keep its
   * thread for good. Read once, with the first server of a JVM.
   */
  private static final String REQUEST_TIME = "sun.net.httpserver.maxReqTime";

  private static final String PATIENCE = "30";

  private final HttpServer server;
  private final ExecutorService threads;

  private SmallServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Takes the port; answers once it is started.
   *
   * @param port 0 for any
   * @param threadName of the threads that answer
   * @throws IOException if the port cannot be opened
   */
  public static SmallServer open(String host, int port, String threadName) throws IOException {
    System.setProperty(REQUEST_TIME, System.getProperty(REQUEST_TIME, PATIENCE));
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, threadName);
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    return new SmallServer(server, threads);
  }

  /** Gives a path and all below it to a handler. */
  public void serve(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  public void start() {
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Sends a whole answer, which ends the exchange. */
  public static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
