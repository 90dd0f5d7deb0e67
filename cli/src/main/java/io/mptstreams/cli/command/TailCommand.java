package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.schemas.mapping.RecordRejectedException;
import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topic;
import io.mptstreams.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a topic, committed records only. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Follow a topic: predictions, events, feedback, examples, ledger, ...")
final class TailCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      defaultValue = "predictions",
      paramLabel = "TOPIC",
      description = "The name without its prefix, events.TASK included (default: predictions).")
  private String name;

  @Option(names = "--from-beginning", description = "Start with the oldest record.")
  private boolean fromBeginning;

  @Option(names = "--max", paramLabel = "N", description = "Stop after N records.")
  private long max = Long.MAX_VALUE;

  @Option(names = "--for", paramLabel = "SECONDS", description = "Stop after this time.")
  private long seconds = Duration.ofDays(3650).toSeconds();

  @Override
  public Integer call() {
    if (max < 1 || seconds < 1) {
      throw CommandException.usage("--max and --for must be at least 1");
    }
    try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
      KafkaTopic topic = find(cluster.topics());
      Deserializer<?> values =
          topic instanceof Topic<?> typed
              ? cluster.serdes().of(typed).deserializer()
              : new ByteArrayDeserializer();
      follow(cluster.rawConsumer(), topic, values);
    }
    return ExitCode.OK.number();
  }

  private KafkaTopic find(Topics topics) {
    String full = topics.settings().prefix() + "." + name;
    Optional<String> task = topics.taskOf(full);
    if (task.isPresent()) {
      return topics.events(task.get());
    }
    List<KafkaTopic> all = topics.all();
    return all.stream()
        .filter(topic -> topic.name().equals(full) || topic.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                CommandException.usage(
                    "no topic \""
                        + name
                        + "\"; there are "
                        + all.stream().map(KafkaTopic::name).toList()));
  }

  private void follow(Consumer<String, byte[]> consumer, KafkaTopic topic, Deserializer<?> values) {
    try (consumer) {
      List<TopicPartition> partitions = TopicContents.partitions(consumer, topic);
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      long shown = 0;
      while (shown < max && System.nanoTime() - deadline < 0) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (shown < max) {
            ShownRecord one = ShownRecord.of(record, value(record, values));
            output.result(one, () -> List.of(one.line()));
            shown++;
          }
        }
      }
    } catch (KafkaException e) {
      throw new CommandException(
          ExitCode.FAILED, "cannot read " + topic.name() + ": " + e.getMessage(), e);
    }
  }

  /** As it came, where it cannot be read: there may be good ones behind it. */
  private Object value(ConsumerRecord<String, byte[]> record, Deserializer<?> values) {
    try {
      return values.deserialize(record.topic(), record.value());
    } catch (RecordRejectedException e) {
      output.say(
          "%s-%d, offset %d: %s: %s"
              .formatted(
                  record.topic(), record.partition(), record.offset(), e.code(), e.getMessage()));
      return record.value();
    }
  }
}
