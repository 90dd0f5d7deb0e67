package io.mptstreams.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {

  private final Topics topics = Topics.of(TopicSettings.defaults());

  @Test
  void findsTheTaskInATopicsName() {
    assertThat(topics.events("mr").name()).isEqualTo("mpt.events.mr");
    assertThat(topics.taskOf("mpt.events.mr")).contains("mr");
    assertThat(topics.taskOf("mpt.events.a.b-c")).contains("a.b-c");
    assertThat(topics.taskOf("mpt.events")).isEmpty();
    assertThat(topics.taskOf("mpt.events.")).isEmpty();
    assertThat(topics.taskOf("other.events.mr")).isEmpty();
  }

  @Test
  void thePatternMatchesEventTopicsOnly() {
    assertThat("mpt.events").matches(topics.eventsPattern());
    assertThat("mpt.events.mr").matches(topics.eventsPattern());
    assertThat("mpt.eventsX").doesNotMatch(topics.eventsPattern());
    assertThat("mptXevents").doesNotMatch(topics.eventsPattern());
    assertThat("mpt.predictions").doesNotMatch(topics.eventsPattern());
  }

  @Test
  void updatesLieCompactedInOnePartition() {
    NewTopic request = topics.taskUpdates().newTopic((short) 1);

    assertThat(request.name()).isEqualTo("mpt.task-updates");
    assertThat(request.numPartitions()).isEqualTo(1);
    assertThat(request.configs())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
  }

  @Test
  void eventsAreKeptForThreeDays() {
    NewTopic request = topics.sharedEvents().newTopic((short) 3);

    assertThat(request.numPartitions()).isEqualTo(4);
    assertThat(request.replicationFactor()).isEqualTo((short) 3);
    assertThat(request.configs())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "259200000");
  }

  @Test
  void theLedgerIsKeptForGood() {
    assertThat(topics.ledger().newTopic((short) 1).configs())
        .containsEntry("retention.ms", "-1")
        .containsEntry("max.message.bytes", "5242880");
  }

  @Test
  void everyTopicHasANameOfItsOwn() {
    assertThat(topics.all()).extracting(KafkaTopic::name).doesNotHaveDuplicates().hasSize(12);
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> TopicSettings.from(new ConfigValues(Map.of("topics.partitions", "0"))))
        .withMessage("topics.partitions must be at least 1, was \"0\"");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> TopicSettings.from(new ConfigValues(Map.of("topics.replication", "65537"))))
        .withMessage("topics.replication must be at most 32767, was \"65537\"");
  }
}
