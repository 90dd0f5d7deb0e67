package io.mptstreams.trainer.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An abrupt change of what a task's texts or labels are, as the stream's description tells it.
 *
 * @param from place in the stream of the first event after it
 * @param newLabels labels that nobody knows before it
 */
public record ReplayChange(String task, String kind, int from, List<String> newLabels) {

  private static final Set<String> ABRUPT = Set.of("domain switch", "new labels");

  public ReplayChange {
    newLabels = List.copyOf(newLabels);
  }

  /**
   * The changes in {@code NAME.meta.json} beside {@code NAME.jsonl}: its {@code drifts} with {@code
   * task}, {@code kind}, {@code from_event} and, where there are some, {@code new_labels}. Changes
   * of other kinds are left out; none without the file.
   *
   * @throws IOException if the file is there and cannot be read
   */
  public static List<ReplayChange> beside(Path stream) throws IOException {
    String name = stream.getFileName().toString().replaceAll("\\.jsonl$", "");
    Path file = stream.resolveSibling(name + ".meta.json");
    List<ReplayChange> changes = new ArrayList<>();
    if (Files.exists(file)) {
      for (JsonNode drift : new ObjectMapper().readTree(file.toFile()).path("drifts")) {
        if (ABRUPT.contains(drift.path("kind").asText())) {
          changes.add(
              new ReplayChange(
                  drift.path("task").asText(),
                  drift.path("kind").asText(),
                  drift.path("from_event").asInt(),
                  newLabels(drift)));
        }
      }
    }
    return changes;
  }

  private static List<String> newLabels(JsonNode drift) {
    List<String> labels = new ArrayList<>();
    drift.path("new_labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }
}
