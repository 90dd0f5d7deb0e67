package io.mptstreams.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.output.Json;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.trainer.TrainerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the trainer says of its tasks, if one answers. */
public final class TrainerAnswers {

  private static final int DEFAULT_PORT = 8091;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final boolean reached;
  private final Map<String, JsonNode> tasks;

  private TrainerAnswers(boolean reached, Map<String, JsonNode> tasks) {
    this.reached = reached;
    this.tasks = tasks;
  }

  /**
   * Where the trainer of a configuration answers: its host and port, or the default port where the
   * configuration leaves the port to chance or opens none.
   */
  public static String url(Map<String, String> values) {
    TrainerSettings settings =
        TrainerSettings.from(new ConfigValues(Connection.withLocalDefaults(values)));
    int port = settings.statusPort() > 0 ? settings.statusPort() : DEFAULT_PORT;
    return "http://" + settings.statusHost() + ":" + port;
  }

  /** Asks once; no answer is no failure. */
  public static TrainerAnswers ask(String url) {
    Map<String, JsonNode> tasks = new TreeMap<>();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/tasks")).timeout(PATIENCE).build();
      String body =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, BodyHandlers.ofString())
              .body();
      for (JsonNode task : Json.mapper().readTree(body).path("tasks")) {
        tasks.put(task.path("task").asText(), task);
      }
      return new TrainerAnswers(true, tasks);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--trainer must be a URL, was \"" + url + "\"");
    } catch (IOException e) {
      return new TrainerAnswers(false, Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrainerAnswers(false, Map.of());
    }
  }

  /** Whether anybody answered. */
  public boolean reached() {
    return reached;
  }

  public Optional<JsonNode> of(String task) {
    return Optional.ofNullable(tasks.get(task));
  }
}
