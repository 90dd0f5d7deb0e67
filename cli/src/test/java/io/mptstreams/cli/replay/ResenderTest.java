package io.mptstreams.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mptstreams.cli.CommandException;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import io.mptstreams.cli.kafka.TopicAdmin;
import io.mptstreams.local.LocalSettings;
import io.mptstreams.local.LocalStack;
import io.mptstreams.streams.intake.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResenderTest {

  @TempDir private Path folder;

  @Test
  void saysHowManyTheBrokerHasWhenItGoesAway() {
    LocalStack stack = LocalStack.start(LocalSettings.in(folder));
    Map<String, String> values =
        Map.of(
            "kafka.bootstrap.servers",
            stack.bootstrapServers(),
            "schema.registry.url",
            stack.registryUrl(),
            "kafka.request.timeout.ms",
            "1000",
            "kafka.delivery.timeout.ms",
            "2000");
    try (Cluster cluster = Cluster.open(Connection.from(values))) {
      new TopicAdmin(cluster).apply();
      ReplayTally tally = new ReplayTally();
      try (Replayer resender = new Resender(cluster)) {
        resender.play(List.of(record("a"), record("b")), tally);
        stack.close();

        assertThatThrownBy(() -> resender.play(List.of(record("c")), tally))
            .isInstanceOf(CommandException.class)
            .hasMessageContaining("a record was not written")
            .hasMessageEndingWith("; 2 were, and another run sends those again");
      }
      assertThat(tally.sent()).isEqualTo(2);
    } finally {
      stack.close();
    }
  }

  private static ReplayedRecord record(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return new ReplayedRecord(
        new SourceRecord("mpt.events", 0, 0, 0, bytes, bytes),
        new RecordHeaders(),
        Optional.empty());
  }
}
