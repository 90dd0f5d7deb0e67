package io.mptstreams.local.registry.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic itself: made once, checked at every start, asked for its end. Any thread. */
final class SchemaTopic implements AutoCloseable {

  /**
   * Tombstones carry the highest id, so they stay for ten years. Not for ever: the broker adds this
   * to a time in milliseconds.
   */
  private static final String TOMBSTONES_STAY = "315360000000";

  private static final long BETWEEN_LOOKS_NANOS = 20_000_000;

  private final String name;
  private final String brokers;
  private final Duration timeout;
  private final Admin admin;

  SchemaTopic(SchemaLogSettings settings) {
    this.name = settings.topic();
    this.brokers = settings.client().get("bootstrap.servers");
    this.timeout = settings.timeout();
    this.admin =
        Admin.create(
            settings.clientConfig(
                Map.of(
                    "request.timeout.ms", Long.toString(settings.timeout().toMillis()),
                    "default.api.timeout.ms", Long.toString(settings.timeout().toMillis()))));
  }

  TopicPartition partition() {
    return new TopicPartition(name, 0);
  }

  /**
   * Makes it unless it is there.
   *
   * @throws StoreException when the broker cannot be reached, or the topic would lose schemas
   */
  void prepare(short replication) {
    Map<String, String> configs =
        Map.of("cleanup.policy", "compact", "delete.retention.ms", TOMBSTONES_STAY);
    NewTopic request =
        new NewTopic(name, Optional.of(1), Optional.of(replication)).configs(configs);
    try {
      admin.createTopics(List.of(request)).all().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw new StoreException(
            "no broker answered at %s within %d s".formatted(brokers, timeout.toSeconds()), e);
      }
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StoreException("topic " + name + " cannot be made: " + e.getCause(), e);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    check();
  }

  /** Waits as well: a broker may answer for a new topic a moment after its controller made it. */
  private TopicDescription describe() throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      } catch (ExecutionException e) {
        boolean late = System.nanoTime() - deadline > 0;
        if (late || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      }
    }
  }

  private void check() {
    try {
      TopicDescription topic = describe();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
      String policy =
          admin
              .describeConfigs(List.of(resource))
              .all()
              .get()
              .get(resource)
              .get("cleanup.policy")
              .value();
      if (topic.partitions().size() != 1 || !policy.equals("compact")) {
        throw new StoreException(
            "topic %s must have 1 partition and cleanup.policy=compact, has %d and %s"
                .formatted(name, topic.partitions().size(), policy),
            null);
      }
    } catch (ExecutionException e) {
      throw new StoreException("topic " + name + " cannot be checked: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The offset after the last committed record. */
  long end() {
    try {
      ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
      return admin
          .listOffsets(Map.of(partition(), OffsetSpec.latest()), committed)
          .partitionResult(partition())
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new StoreException("the end of " + name + " is not known: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static StoreException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new StoreException("interrupted", e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
