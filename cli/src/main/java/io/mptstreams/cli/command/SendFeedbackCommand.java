package io.mptstreams.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.output.Json;
import io.mptstreams.engine.text.Utf8;
import io.mptstreams.schemas.record.Feedback;
import io.mptstreams.schemas.topic.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends the true labels of events. */
@Command(
    name = "feedback",
    mixinStandardHelpOptions = true,
    description =
        "Send labels from JSON Lines: {\"id\" or \"event_id\", \"label\", \"task\", \"source\"}.")
final class SendFeedbackCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "JSON Lines; - is standard input.")
  private String file;

  @Option(names = "--id", description = "Send one label, for this event, instead of a file.")
  private String id;

  @Option(names = "--label", description = "The label of --id.")
  private String label;

  @Option(names = "--task", description = "The task; needed where the event had several.")
  private String task;

  @Option(names = "--source", description = "Who says so.")
  private String source;

  @Option(
      names = "--with-text",
      description = "Send the file's texts along, so that no label waits for its event.")
  private boolean withText;

  @Override
  public Integer call() throws IOException {
    if ((id == null) == (file == null) || (id == null) != (label == null)) {
      throw CommandException.usage("name a file, or give --id and --label, one of the two");
    }
    if (id != null && (id.isEmpty() || label.isEmpty())) {
      throw CommandException.usage("--id and --label must not be empty");
    }
    try (Cluster cluster = Cluster.open(Connection.from(config.values()));
        RecordSender sender = new RecordSender(cluster)) {
      Topic<Feedback> topic = cluster.topics().feedback();
      long sent = 0;
      if (id != null) {
        send(sender, topic, Json.mapper().createObjectNode().put("id", id).put("label", label));
        sent = 1;
      } else {
        sent = sendFile(sender, topic);
      }
      sender.flush();
      long count = sent;
      output.result(
          Map.of("sent", count, "topic", topic.name()),
          () -> List.of("sent " + count + " labels to " + topic.name()));
    }
    return ExitCode.OK.number();
  }

  private long sendFile(RecordSender sender, Topic<Feedback> topic) throws IOException {
    long sent = 0;
    long number = 0;
    try (BufferedReader reader = LinesInput.open(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String json = number == 1 ? Utf8.unmarked(line) : line;
        if (!json.isBlank()) {
          send(sender, topic, row(json, number));
          sent++;
        }
      }
    } catch (CharacterCodingException e) {
      throw sender.inTheMiddle(new CommandException(ExitCode.FAILED, file + " is not UTF-8", e));
    } catch (CommandException e) {
      throw sender.inTheMiddle(e);
    }
    return sent;
  }

  private JsonNode row(String json, long number) {
    try {
      JsonNode row = Json.mapper().readTree(json);
      if (event(row).isPresent() && field(row, "label").isPresent()) {
        return row;
      }
    } catch (JsonProcessingException e) {
      throw new CommandException(
          ExitCode.FAILED,
          file + " line " + number + " is not a label: " + e.getOriginalMessage(),
          e);
    }
    throw CommandException.failed(
        file + " line " + number + " is not a label: it needs \"id\" and \"label\"");
  }

  private void send(RecordSender sender, Topic<Feedback> topic, JsonNode row) {
    String event = event(row).orElseThrow();
    sender.send(
        topic,
        event,
        new Feedback(
            event,
            field(row, "task").or(() -> Optional.ofNullable(task)),
            field(row, "label").orElseThrow(),
            field(row, "source").or(() -> Optional.ofNullable(source)),
            withText ? field(row, "text") : Optional.empty(),
            withText ? field(row, "text_pair") : Optional.empty(),
            Optional.of(Instant.now()),
            Optional.empty()));
  }

  private static Optional<String> event(JsonNode row) {
    return field(row, "event_id").or(() -> field(row, "id"));
  }

  private static Optional<String> field(JsonNode row, String name) {
    return Optional.ofNullable(row.get(name))
        .filter(value -> !value.isNull())
        .map(JsonNode::asText)
        .filter(value -> !value.isEmpty());
  }
}
