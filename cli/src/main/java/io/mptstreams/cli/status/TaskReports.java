package io.mptstreams.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.schemas.record.LedgerEntry;
import io.mptstreams.schemas.record.LedgerKind;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskUpdate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Puts together what the topics and the trainer know. */
public final class TaskReports {

  /** What scorers say about versions is no verdict of the trainer. */
  private static final Set<LedgerKind> NOT_VERDICTS =
      Set.of(LedgerKind.APPLIED, LedgerKind.UNKNOWN);

  private final Cluster cluster;
  private final TrainerAnswers trainer;

  public TaskReports(Cluster cluster, TrainerAnswers trainer) {
    this.cluster = cluster;
    this.trainer = trainer;
  }

  /** One a registered task, by name. */
  public List<TaskReport> all() {
    TopicContents contents = new TopicContents(cluster);
    Map<String, TaskDefinition> tasks = contents.latest(cluster.topics().tasks());
    Map<String, TaskUpdate> updates = contents.latest(cluster.topics().taskUpdates());
    Map<String, LedgerEntry> verdicts = new HashMap<>();
    for (ConsumerRecord<String, LedgerEntry> record : contents.all(cluster.topics().ledger())) {
      LedgerEntry entry = record.value();
      if (entry != null && !NOT_VERDICTS.contains(entry.kind())) {
        verdicts.put(entry.task(), entry);
      }
    }
    return tasks.values().stream()
        .map(
            task ->
                report(
                    task,
                    Optional.ofNullable(updates.get(task.name())),
                    Optional.ofNullable(verdicts.get(task.name()))))
        .toList();
  }

  private TaskReport report(
      TaskDefinition task, Optional<TaskUpdate> update, Optional<LedgerEntry> verdict) {
    Optional<JsonNode> figures = trainer.of(task.name());
    String learning =
        figures
            .map(node -> node.path("summary").asText())
            .orElseGet(() -> verdict.map(TaskReports::lastVerdict).orElse("no verdict yet"));
    return new TaskReport(
        task.name(),
        update.map(TaskUpdate::version).orElse(1L),
        task.pinnedVersion().isPresent()
            ? "version " + task.pinnedVersion().getAsLong() + " (pinned)"
            : "the newest",
        update.map(TaskUpdate::examples).orElse(0),
        learning,
        figures);
  }

  private static String lastVerdict(LedgerEntry entry) {
    return "last verdict: "
        + entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + ", "
        + entry.reason();
  }
}
