package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import io.mptstreams.local.LocalKafkaExtension;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TailCommandTest {

  @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();

  private final String prefix = kafka.uniqueName("tail");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsWhatLiesBehindARecordThatCannotBeRead() throws Exception {
    run("topics", "apply", "--set", "topics.partitions=1");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(prefix + ".events", new byte[] {7, 7, 7})).get();
    }
    run("send", "events", "--task", "t", "--id", "e", "--text", "a good one");

    int exit = run("tail", "events", "--from-beginning", "--max", "2", "--for", "60");

    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString()).contains("BwcH").contains("a good one");
    assertThat(err.toString()).contains(prefix + ".events-0, offset 0: NOT_AVRO");
  }

  private int run(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--bootstrap-servers=" + kafka.bootstrapServers());
    all.add("--schema-registry=" + kafka.registryUrl());
    all.add("--set=topics.prefix=" + prefix);
    return Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }
}
