package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.local.LocalKafkaExtension;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TailCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final Commands mpt = new Commands(kafka, "tail");

  @Test
  void showsWhatLiesBehindARecordThatCannotBeRead() throws Exception {
    mpt.run("topics", "apply", "--set", "topics.partitions=1");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(mpt.topic("events"), new byte[] {7, 7, 7})).get();
    }
    mpt.run("send", "events", "--task", "t", "--id", "e", "--text", "a good one");

    int exit = mpt.run("tail", "events", "--from-beginning", "--max", "2", "--for", "60");

    assertThat(exit).as(mpt.err()).isZero();
    assertThat(mpt.out()).contains("BwcH").contains("a good one");
    assertThat(mpt.err()).contains(mpt.topic("events") + "-0, offset 0: NOT_AVRO");
  }

  @Test
  void refusesABoundBelowOne() {
    assertThat(mpt.run("tail", "events", "--max", "0")).isEqualTo(2);
    assertThat(mpt.run("tail", "events", "--for", "-1")).isEqualTo(2);
    assertThat(mpt.err()).contains("--max and --for must be at least 1");
  }
}
