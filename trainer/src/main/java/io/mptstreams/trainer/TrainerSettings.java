package io.mptstreams.trainer;

import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.serde.SerdeKeys;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.service.BackboneConfig;
import io.mptstreams.trainer.learn.LearnerSettings;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that a trainer is told.
 *
 * @param kafka goes to every Kafka client, in Kafka's names
 * @param registry goes to the serdes, in Confluent's names
 * @param group consumer group; trainers of one group share the tasks
 * @param instance of the group, stable over restarts: two trainers that run at once under one name
 *     fence each other
 * @param promptLength vectors of the shared prompt that is made up where none ships or was
 *     published
 * @param registryTimeout how long a start waits for a schema registry, which may come up later
 * @param statusHost the address on which status and metrics are to be had
 * @param statusPort its port; 0 for any, -1 for none
 */
public record TrainerSettings(
    Map<String, String> kafka,
    Map<String, String> registry,
    TopicSettings topics,
    BackboneSettings backbone,
    LearnerSettings learner,
    String group,
    String instance,
    int promptLength,
    Duration registryTimeout,
    String statusHost,
    int statusPort) {

  public TrainerSettings {
    kafka = Map.copyOf(kafka);
    registry = Map.copyOf(registry);
    if (group.isBlank()) {
      throw new IllegalArgumentException("training.group must not be blank");
    }
    if (instance.isBlank()) {
      throw new IllegalArgumentException("training.instance must not be blank");
    }
    if (promptLength < 1) {
      throw new IllegalArgumentException(
          "training.prompt.length must be at least 1, was " + promptLength);
    }
    if (registryTimeout.isNegative() || registryTimeout.isZero()) {
      throw new IllegalArgumentException(
          "training.registry-timeout must be positive, was " + registryTimeout);
    }
    if (statusPort < -1 || statusPort > 65_535) {
      throw new IllegalArgumentException(
          "training.status.port must be from -1 to 65535, was " + statusPort);
    }
  }

  /**
   * Reads {@code kafka.*}, the registry's keys, {@code topics.*}, {@code backbone.*}, {@code
   * training.*}.
   *
   * @throws ConfigException naming the key that is wrong
   */
  public static TrainerSettings from(ConfigValues values) {
    try {
      return read(values);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e);
    }
  }

  private static TrainerSettings read(ConfigValues values) {
    TopicSettings topics = TopicSettings.from(values);
    return new TrainerSettings(
        values.withPrefix("kafka."),
        SerdeKeys.select(values),
        topics,
        BackboneConfig.from(values),
        LearnerConfig.from(values),
        values.string("training.group", topics.prefix() + "-trainer"),
        values.string("training.instance", "trainer-0"),
        values.integer("training.prompt.length", 10),
        values.duration("training.registry-timeout", Duration.ofMinutes(2)),
        values.string("training.status.host", "127.0.0.1"),
        values.integer("training.status.port", 8091));
  }
}
