package io.mptstreams.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.Main;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.model.ColdModels;
import io.mptstreams.cli.output.Json;
import io.mptstreams.cli.testing.LearnedUpdates;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.local.LocalKafkaExtension;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.record.LabelDefinition;
import io.mptstreams.schemas.record.Prediction;
import io.mptstreams.schemas.record.TaskDefinition;
import io.mptstreams.schemas.record.TaskKind;
import io.mptstreams.schemas.record.TaskUpdate;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.streams.ScorerApp;
import io.mptstreams.streams.ScorerSettings;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A file says what the stream says of the same texts: answers, abstentions and refusals. */
class ScoredAsStreamedTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private record Row(String id, String task, String text, String textPair) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("r0", "mood", "What a wonderful day", ""),
          new Row("r1", "mood", "It rained, \"again\", and the train was late.", ""),
          new Row("r2", "topic", "The band played all night 🎸", "this task takes no second text"),
          new Row("r3", "topic", "A late goal decided the final. ".repeat(200), ""),
          new Row("r4", "same", "The shop is closed.", "It is not open."),
          new Row("r5", "same", "The shop is closed.", ""),
          new Row("r6", "mood", " ", ""),
          new Row("r7", "mood", "x".repeat(70_000), ""),
          new Row("r8", "nobody", "Is anybody there?", ""),
          new Row("r9", "topic", "Parliament votes tomorrow.", ""));

  @TempDir Path folder;
  private Map<String, String> config;

  @Test
  void jsonLinesAndCsvGetWhatTheStreamGives() throws Exception {
    config =
        Map.of(
            "kafka.bootstrap.servers", kafka.bootstrapServers(),
            "schema.registry.url", kafka.registryUrl(),
            "topics.prefix", kafka.uniqueName("score"),
            "scoring.state-dir", folder.resolve("state").toString(),
            "http.port", "-1");
    Map<String, Prediction> predictions = new HashMap<>();
    Map<String, String> refusals = new HashMap<>();
    stream(predictions, refusals);
    assertThat(predictions.get("r0").taskVersion()).isEqualTo(2);
    assertThat(predictions.values()).extracting(Prediction::abstained).contains(true, false);

    Path jsonLines = Files.write(folder.resolve("rows.jsonl"), jsonLines());
    Path csv = Files.write(folder.resolve("rows.csv"), csv());

    check(lines(score(jsonLines)), predictions, refusals);
    check(lines(score(csv)), predictions, refusals);
    assertGoesOnWhereItWasInterrupted(jsonLines);
  }

  private void stream(Map<String, Prediction> predictions, Map<String, String> refusals) {
    try (Cluster cluster = Cluster.open(Connection.from(config));
        RecordSender sender = new RecordSender(cluster)) {
      new TopicAdmin(cluster).apply();
      for (TaskDefinition task : tasks()) {
        sender.sendAndWait(cluster.topics().tasks(), task.name(), task);
      }
      sender.sendAndWait(cluster.topics().taskUpdates(), "mood", learned());
      try (ScorerApp scorer = ScorerApp.start(ScorerSettings.from(new ConfigValues(config)))) {
        await().atMost(Duration.ofSeconds(60)).until(scorer.view()::ready);
        for (Row row : ROWS) {
          sender.send(cluster.topics().sharedEvents(), row.id(), event(row));
        }
        sender.flush();
        TopicContents contents = new TopicContents(cluster);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  predictions.putAll(contents.latest(cluster.topics().predictions()));
                  contents
                      .all(cluster.topics().deadLetters())
                      .forEach(
                          letter ->
                              refusals.put(
                                  letter.key(),
                                  new String(
                                      letter.headers().lastHeader(DeadLetterHeaders.CODE).value(),
                                      StandardCharsets.UTF_8)));
                  return predictions.size() + refusals.size() == ROWS.size();
                });
      }
    }
  }

  private static void check(
      List<JsonNode> lines, Map<String, Prediction> predictions, Map<String, String> refusals) {
    assertThat(lines)
        .extracting(line -> line.path("id").asText())
        .isEqualTo(ROWS.stream().map(Row::id).toList());
    for (JsonNode line : lines) {
      String id = line.path("id").asText();
      Prediction prediction = predictions.get(id);
      if (prediction == null) {
        assertThat(line.path("error").asText()).describedAs(id).isEqualTo(refusals.get(id));
        continue;
      }
      assertThat(line.path("label").asText()).isEqualTo(prediction.label().orElseThrow());
      assertThat(line.path("task_version").asLong()).isEqualTo(prediction.taskVersion());
      assertThat(line.path("shared_prompt_version").asLong())
          .isEqualTo(prediction.sharedPromptVersion());
      assertThat(line.path("truncated").asBoolean()).isEqualTo(prediction.truncated());
      assertThat(line.path("abstained").asBoolean()).isEqualTo(prediction.abstained());
      for (int label = 0; label < prediction.labels().size(); label++) {
        assertThat(
                (float) line.path("probabilities").path(prediction.labels().get(label)).asDouble())
            .describedAs(id)
            .isCloseTo(prediction.probabilities().get(label), within(1e-5f));
      }
    }
  }

  private void assertGoesOnWhereItWasInterrupted(Path rows) throws IOException {
    Path out = folder.resolve("out.jsonl");
    score(rows, "--output", out.toString());
    byte[] whole = Files.readAllBytes(out);
    Files.write(out, Arrays.copyOf(whole, whole.length / 2));

    score(rows, "--output", out.toString());

    assertThat(lines(Files.readString(out)))
        .extracting(line -> line.path("id").asText() + line.path("label").asText())
        .isEqualTo(
            lines(new String(whole, StandardCharsets.UTF_8)).stream()
                .map(line -> line.path("id").asText() + line.path("label").asText())
                .toList());
  }

  private String score(Path file, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("score", file.toString()));
    config.forEach((key, value) -> arguments.add("--set=" + key + "=" + value));
    arguments.addAll(List.of(more));
    int exit =
        Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    assertThat(exit).describedAs(err.toString()).isZero();
    return out.toString();
  }

  private static List<String> jsonLines() {
    return ROWS.stream()
        .map(
            row -> {
              Map<String, String> line = new HashMap<>();
              line.put("id", row.id());
              line.put("task", row.task());
              line.put("text", row.text());
              if (!row.textPair().isEmpty()) {
                line.put("text_pair", row.textPair());
              }
              return Json.line(line);
            })
        .toList();
  }

  private static List<String> csv() {
    List<String> lines = new ArrayList<>(List.of("id,task,text,text_pair"));
    for (Row row : ROWS) {
      lines.add(
          "%s,%s,\"%s\",\"%s\""
              .formatted(row.id(), row.task(), row.text().replace("\"", "\"\""), row.textPair()));
    }
    return lines;
  }

  private static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(Json.mapper().readTree(line));
    }
    return lines;
  }

  private static TextEvent event(Row row) {
    return new TextEvent(
        row.text(),
        Optional.of(row.textPair()).filter(pair -> !pair.isEmpty()),
        List.of(row.task()),
        Optional.empty());
  }

  private static List<TaskDefinition> tasks() {
    return List.of(
        task("mood", TaskKind.SINGLE, "happy", "sad"),
        task("topic", TaskKind.SINGLE, "sport", "politics", "music"),
        task("same", TaskKind.PAIR, "the same", "another"));
  }

  private static TaskDefinition task(String name, TaskKind kind, String... labels) {
    return new TaskDefinition(
        name,
        kind,
        Arrays.stream(labels).map(label -> new LabelDefinition(label, "")).toList(),
        "",
        Optional.of(0.6f),
        true,
        OptionalLong.empty(),
        NOON);
  }

  private static TaskUpdate learned() {
    try (Backbone backbone = Backbones.open(BackboneSettings.defaults())) {
      SharedPrompt prompt = ColdModels.sharedPrompt(backbone);
      return LearnedUpdates.of("mood", 2, List.of("happy", "sad"), prompt, NOON);
    }
  }
}
