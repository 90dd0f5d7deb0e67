package io.mptstreams.cli.kafka;

import io.mptstreams.schemas.topic.KafkaTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Creates topics and compares them with what they should be; never alters or deletes one. */
public final class TopicAdmin {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long BETWEEN_LOOKS_NANOS = 20_000_000;
  private static final String AS_IT_SHOULD_BE = "as it should be";

  private final Cluster cluster;

  public TopicAdmin(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Creates what is missing of the whole catalogue. */
  public List<TopicFinding> apply() {
    return apply(cluster.topics().all());
  }

  /** Creates what is missing of these. */
  public List<TopicFinding> apply(List<? extends KafkaTopic> topics) {
    Set<String> there = names();
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !there.contains(topic.name()))
            .map(topic -> topic.newTopic(cluster.connection().topics().replication()))
            .toList();
    cluster.await(cluster.admin().createTopics(missing).all(), TIMEOUT);
    awaitKnown(missing);
    Set<String> created = missing.stream().map(NewTopic::name).collect(Collectors.toSet());
    return verify(topics).stream()
        .map(f -> created.contains(f.topic()) && f.good() ? created(f) : f)
        .toList();
  }

  /** A broker may answer for a new topic a moment after its controller made it. */
  private void awaitKnown(List<NewTopic> created) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    Set<String> wanted = created.stream().map(NewTopic::name).collect(Collectors.toSet());
    while (!names().containsAll(wanted) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
  }

  /** Compares the whole catalogue. */
  public List<TopicFinding> verify() {
    return verify(cluster.topics().all());
  }

  private List<TopicFinding> verify(List<? extends KafkaTopic> topics) {
    Set<String> there = names();
    List<String> described = topics.stream().map(KafkaTopic::name).filter(there::contains).toList();
    Map<String, TopicDescription> descriptions =
        cluster.await(cluster.admin().describeTopics(described).allTopicNames(), TIMEOUT);
    Map<ConfigResource, Config> configs =
        cluster.await(
            cluster
                .admin()
                .describeConfigs(described.stream().map(TopicAdmin::resource).toList())
                .all(),
            TIMEOUT);
    return topics.stream()
        .map(
            topic ->
                finding(topic, descriptions.get(topic.name()), configs.get(resource(topic.name()))))
        .toList();
  }

  private TopicFinding finding(KafkaTopic topic, TopicDescription is, Config configs) {
    String cleanup = topic.layout().cleanup().configValue();
    if (is == null) {
      return new TopicFinding(topic.name(), topic.partitions(), cleanup, "missing", false);
    }
    List<String> differences = new ArrayList<>();
    if (is.partitions().size() != topic.partitions()) {
      differences.add("has " + is.partitions().size() + " partitions");
    }
    short replication = cluster.connection().topics().replication();
    topic
        .newTopic(replication)
        .configs()
        .forEach(
            (key, wanted) -> {
              String value = configs.get(key).value();
              if (!wanted.equals(value)) {
                differences.add(key + " is " + value + ", should be " + wanted);
              }
            });
    int replicas = is.partitions().get(0).replicas().size();
    if (replicas != replication) {
      differences.add("has " + replicas + " replicas");
    }
    return new TopicFinding(
        topic.name(),
        topic.partitions(),
        cleanup,
        differences.isEmpty() ? AS_IT_SHOULD_BE : String.join("; ", differences),
        differences.isEmpty());
  }

  private Set<String> names() {
    return cluster.await(cluster.admin().listTopics().names(), TIMEOUT);
  }

  private static TopicFinding created(TopicFinding f) {
    return new TopicFinding(f.topic(), f.partitions(), f.cleanup(), "created", true);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }
}
