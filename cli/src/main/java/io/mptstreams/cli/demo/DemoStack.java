package io.mptstreams.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The programs of the demo, each a process: broker with registry, scorer, trainer. They are
 * separate so that what is shown is what runs in production: nothing but topics between them.
 */
final class DemoStack implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(120);

  private final Path folder;
  private final Map<String, String> settings;
  private final Deque<ChildProcess> children = new ArrayDeque<>();

  DemoStack(Path folder, Map<String, String> settings) {
    this.folder = folder;
    this.settings = new TreeMap<>(settings);
    this.settings.put("scoring.state-dir", folder.resolve("state").toAbsolutePath().toString());
    this.settings.put("http.port", "0");
    this.settings.put("training.status.port", "0");
  }

  /** Starts broker and registry and returns the settings that lead to them. */
  Map<String, String> startBroker() {
    ChildProcess local =
        child(
            "local",
            "512m",
            List.of(
                "local",
                "--port=0",
                "--registry-port=0",
                "--data=" + folder.resolve("kafka").toAbsolutePath()));
    JsonNode addresses = local.awaitReady(STARTS_WITHIN);
    settings.put("kafka.bootstrap.servers", addresses.path("bootstrap_servers").asText());
    settings.put("schema.registry.url", addresses.path("schema_registry").asText());
    return Map.copyOf(settings);
  }

  /** Starts scorer and trainer side by side and waits for both. */
  void startPrograms() {
    ChildProcess scorer = child("stream", "1g", withSettings("stream"));
    ChildProcess trainer = child("train", "1g", withSettings("train"));
    scorer.awaitReady(STARTS_WITHIN);
    trainer.awaitReady(STARTS_WITHIN);
  }

  /**
   * @throws io.mptstreams.cli.CommandException with the end of its log, if one has ended
   */
  void checkAlive() {
    children.forEach(ChildProcess::checkAlive);
  }

  /** The last started first, so that nobody loses its broker. */
  @Override
  public void close() {
    while (!children.isEmpty()) {
      children.pop().close();
    }
  }

  private ChildProcess child(String name, String heap, List<String> arguments) {
    ChildProcess child = ChildProcess.start(name, heap, folder, arguments);
    children.push(child);
    return child;
  }

  private List<String> withSettings(String command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    settings.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    return arguments;
  }
}
