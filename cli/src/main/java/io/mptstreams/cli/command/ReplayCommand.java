package io.mptstreams.cli.command;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.ExitCode;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicContents;
import io.mptstreams.cli.option.ConfigOptions;
import io.mptstreams.cli.option.OutputOptions;
import io.mptstreams.schemas.record.ErrorCode;
import io.mptstreams.streams.route.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Sends dead letters back to where they came from, byte for byte, once what was wrong has been put
 * right. It remembers nothing: a letter is sent again at every call that chooses it.
 */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Send dead letters back to the topics they came from.")
final class ReplayCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--code",
      required = true,
      description = "Those refused for this reason, such as UNKNOWN_TASK.")
  private ErrorCode code;

  @Option(names = "--task", description = "Those of one task only.")
  private String task;

  @Option(names = "--dry-run", description = "Count them and send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    try (Cluster cluster = Cluster.open(Connection.from(config.values()))) {
      List<ConsumerRecord<String, byte[]>> chosen =
          new TopicContents(cluster)
              .all(cluster.topics().deadLetters()).stream().filter(this::isChosen).toList();
      if (!dryRun) {
        send(cluster, chosen);
      }
      String verb = dryRun ? "would send" : "sent";
      output.result(
          Map.of("chosen", chosen.size(), "sent", dryRun ? 0 : chosen.size()),
          () -> List.of(verb + " " + chosen.size() + " records back"));
    }
    return ExitCode.OK.number();
  }

  private boolean isChosen(ConsumerRecord<String, byte[]> letter) {
    return header(letter, DeadLetterHeaders.CODE).filter(code.name()::equals).isPresent()
        && header(letter, DeadLetterHeaders.TOPIC).isPresent()
        && (task == null
            || header(letter, DeadLetterHeaders.TASK).filter(task::equals).isPresent());
  }

  private static void send(Cluster cluster, List<ConsumerRecord<String, byte[]>> letters) {
    try (Producer<String, byte[]> producer = cluster.producer()) {
      List<Future<RecordMetadata>> all = letters.stream().map(l -> start(producer, l)).toList();
      for (Future<RecordMetadata> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new CommandException(
          ExitCode.FAILED, "a record was not written: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "interrupted", e);
    }
  }

  private static Future<RecordMetadata> start(
      Producer<String, byte[]> producer, ConsumerRecord<String, byte[]> letter) {
    String topic = header(letter, DeadLetterHeaders.TOPIC).orElseThrow();
    return producer.send(new ProducerRecord<>(topic, letter.key(), letter.value()));
  }

  private static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
    return Stream.ofNullable(record.headers().lastHeader(name))
        .map(Header::value)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .findFirst();
  }
}
