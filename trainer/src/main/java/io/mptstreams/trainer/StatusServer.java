package io.mptstreams.trainer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.service.http.SmallServer;
import io.mptstreams.trainer.learn.TaskStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Status over HTTP on the loopback address: {@code GET /tasks}, {@code GET /tasks/NAME}, {@code GET
 * /ready}, and {@code POST /tasks/NAME/look} to ask for a look. It answers from the last turn's
 * snapshot, so an answer never waits for a look.
 */
final class StatusServer implements AutoCloseable {

  private static final String TASKS = "/tasks";
  private static final String LOOK = "/look";

  private final SmallServer server;
  private final TrainerLoop loop;
  private final Supplier<String> metrics;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  private StatusServer(
      SmallServer server, TrainerLoop loop, Supplier<String> metrics, Clock clock) {
    this.server = server;
    this.loop = loop;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @param host an address of this machine
   * @param port 0 for any
   * @param metrics in Prometheus' text format
   * @throws StartException if the port is taken
   */
  static StatusServer start(
      String host, int port, TrainerLoop loop, Supplier<String> metrics, Clock clock) {
    try {
      SmallServer server = SmallServer.open(host, port, "mpt-status");
      StatusServer status = new StatusServer(server, loop, metrics, clock);
      server.serve(TASKS, status::tasks);
      server.serve("/ready", status::ready);
      server.serve("/metrics", status::metrics);
      server.start();
      return status;
    } catch (IOException e) {
      throw new StartException(
          "training.status.port " + port + " on " + host + ": " + e.getMessage(), e);
    }
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private void ready(HttpExchange exchange) throws IOException {
    answer(exchange, loop.ready() ? 200 : 503, json.createObjectNode().put("ready", loop.ready()));
  }

  private void metrics(HttpExchange exchange) throws IOException {
    SmallServer.answer(exchange, 200, SmallServer.PROMETHEUS, metrics.get());
  }

  private void tasks(HttpExchange exchange) throws IOException {
    String rest = exchange.getRequestURI().getPath().substring(TASKS.length());
    String name = rest.startsWith("/") ? rest.substring(1) : rest;
    Instant now = clock.instant();
    if (name.endsWith(LOOK) && exchange.getRequestMethod().equals("POST")) {
      look(exchange, name.substring(0, name.length() - LOOK.length()));
    } else if (name.isEmpty()) {
      ObjectNode all = json.createObjectNode();
      ArrayNode list = all.putArray("tasks");
      loop.status().forEach(status -> list.add(node(status, now)));
      answer(exchange, 200, all);
    } else {
      Optional<TaskStatus> found = status(name);
      if (found.isPresent()) {
        answer(exchange, 200, node(found.get(), now));
      } else {
        unknown(exchange, name);
      }
    }
  }

  private void look(HttpExchange exchange, String task) throws IOException {
    if (status(task).isEmpty()) {
      unknown(exchange, task);
      return;
    }
    loop.command(task);
    answer(exchange, 202, json.createObjectNode().put("task", task));
  }

  private Optional<TaskStatus> status(String task) {
    return loop.status().stream().filter(status -> status.task().equals(task)).findFirst();
  }

  private void unknown(HttpExchange exchange, String task) throws IOException {
    answer(exchange, 404, json.createObjectNode().put("error", "no such task here: " + task));
  }

  private ObjectNode node(TaskStatus s, Instant now) {
    ObjectNode node = json.createObjectNode();
    node.put("task", s.task());
    node.put("summary", s.summary(now));
    node.put("version", s.version());
    node.put("training", s.training());
    node.put("validation", s.validation());
    node.put("new_labels", s.newLabels());
    node.put("needed_labels", s.neededLabels());
    node.put("looking", s.looking());
    s.nextLook().ifPresent(at -> node.put("next_look", at.toString()));
    node.put("judged", s.judged());
    if (s.judged() > 0) {
      node.put("accuracy", s.accuracy());
    }
    node.put("duplicates", s.duplicates());
    node.put("relabelled", s.relabelled());
    node.put("limited", s.limited());
    node.put("evicted", s.evicted());
    s.change().ifPresent(at -> node.put("change_position", at));
    s.pinned().ifPresent(version -> node.put("pinned", version));
    s.lastVerdict().ifPresent(entry -> node.set("last_verdict", node(entry)));
    return node;
  }

  private ObjectNode node(LedgerEntry entry) {
    ObjectNode node = json.createObjectNode();
    node.put("kind", entry.kind().name());
    node.put("reason", entry.reason());
    node.put("trigger", entry.trigger());
    node.put("at", entry.at().toString());
    entry.version().ifPresent(version -> node.put("version", version));
    ObjectNode metrics = node.putObject("metrics");
    entry.metrics().forEach(metrics::put);
    return node;
  }

  private void answer(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    SmallServer.answer(exchange, code, SmallServer.JSON, json.writeValueAsString(body));
  }
}
