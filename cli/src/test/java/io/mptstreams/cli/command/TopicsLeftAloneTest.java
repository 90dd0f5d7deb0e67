package io.mptstreams.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mptstreams.cli.Main;
import io.mptstreams.local.broker.BrokerSettings;
import io.mptstreams.local.broker.EmbeddedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read, on a broker that makes each topic that somebody asks for. */
class TopicsLeftAloneTest {

  @TempDir private Path folder;

  @Test
  void aTopicThatIsNotThereIsNotMadeByReadingIt() throws Exception {
    BrokerSettings settings =
        new BrokerSettings(folder, 1, 0, Map.of("auto.create.topics.enable", "true"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
      for (List<String> command :
          List.of(
              List.of("tail", "events", "--for", "1"),
              List.of("replay", "--code", "UNKNOWN_TASK"),
              List.of("status", "--trainer", "http://127.0.0.1:9"),
              List.of("versions", "list", "mood"))) {
        assertThat(run(kafka, command)).isEqualTo(4);
      }

      try (Admin admin =
          Admin.create(Map.of("bootstrap.servers", (Object) kafka.bootstrapServers()))) {
        assertThat(admin.listTopics().names().get()).isEmpty();
      }
    }
  }

  private static int run(EmbeddedKafka kafka, List<String> command) {
    PrintWriter unread = new PrintWriter(new StringWriter());
    List<String> all = new ArrayList<>(command);
    all.add("--bootstrap-servers=" + kafka.bootstrapServers());
    return Main.run(unread, unread, all.toArray(String[]::new));
  }
}
