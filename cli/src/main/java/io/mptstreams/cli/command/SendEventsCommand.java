package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.RecordSender;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.cli.task.LabelledRow;
import io.mptstreams.cli.task.RowsFile;
import io.mptstreams.schemas.record.TextEvent;
import io.mptstreams.schemas.topic.Topic;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends texts to be scored. Labels in the file are not sent: they are what is asked for. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Send events from JSON Lines: {\"id\", \"task\", \"text\", \"text_pair\"}.")
final class SendEventsCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "JSON Lines; - is standard input.")
  private String file;

  @Option(names = "--text", description = "Send one event with this text instead of a file.")
  private String text;

  @Option(names = "--text-pair", description = "The second text of --text.")
  private String textPair;

  @Option(names = "--id", description = "The event id of --text; drawn at random without it.")
  private String id;

  @Option(
      names = "--task",
      description =
          "The task of events that name none; without it the scorer's routing.* says which.")
  private String task;

  @Option(
      names = "--own-topic",
      description = "Send to the topic of --task instead of the shared one.")
  private boolean ownTopic;

  @Override
  public Integer call() throws IOException {
    if ((text == null) == (file == null)) {
      throw CommandException.usage("name a file, or give --text, one of the two");
    }
    if (ownTopic && task == null) {
      throw CommandException.usage("--own-topic needs --task");
    }
    try (Cluster cluster = Cluster.open(Connection.from(config.values()));
        RecordSender sender = new RecordSender(cluster)) {
      Topic<TextEvent> topic =
          ownTopic ? cluster.topics().events(task) : cluster.topics().sharedEvents();
      long sent = text == null ? sendFile(sender, topic) : sendOne(sender, topic);
      sender.flush();
      if (text == null) {
        output.result(
            Map.of("sent", sent, "topic", topic.name()),
            () -> List.of("sent " + sent + " events to " + topic.name()));
      }
    }
    return ExitCode.OK.number();
  }

  private long sendOne(RecordSender sender, Topic<TextEvent> topic) {
    String key = id == null ? UUID.randomUUID().toString() : id;
    LabelledRow row =
        new LabelledRow(
            Optional.of(key),
            Optional.empty(),
            text,
            Optional.ofNullable(textPair),
            Optional.empty());
    sender.sendAndWait(topic, key, event(row));
    output.result(Map.of("event_id", key, "topic", topic.name()), () -> List.of(key));
    return 1;
  }

  private long sendFile(RecordSender sender, Topic<TextEvent> topic) throws IOException {
    long sent = 0;
    try (BufferedReader reader = LinesInput.open(file);
        Stream<LabelledRow> rows = RowsFile.rows(reader, file)) {
      for (Iterator<LabelledRow> i = rows.iterator(); i.hasNext(); sent++) {
        LabelledRow row = i.next();
        sender.send(topic, row.id().orElse(null), event(row));
      }
    } catch (CommandException e) {
      throw sender.inTheMiddle(e);
    }
    return sent;
  }

  private TextEvent event(LabelledRow row) {
    // An event on the topic of a task need not name it.
    Optional<String> standard = ownTopic ? Optional.empty() : Optional.ofNullable(task);
    List<String> tasks = row.task().or(() -> standard).map(List::of).orElse(List.of());
    return new TextEvent(row.text(), row.textPair(), tasks, Optional.of(Instant.now()));
  }
}
