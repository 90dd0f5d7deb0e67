package io.mptstreams.streams;

import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.GenerationSettings;
import io.mptstreams.engine.scoring.EngineSettings;
import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import io.mptstreams.schemas.serde.SerdeKeys;
import io.mptstreams.schemas.topic.TopicSettings;
import io.mptstreams.service.BackboneConfig;
import io.mptstreams.streams.feedback.FeedbackSettings;
import io.mptstreams.streams.intake.RoutingRules;
import io.mptstreams.streams.ops.HttpSettings;
import java.util.Map;

/**
 * Everything that a scorer is told.
 *
 * @param kafka goes to every Kafka client and to Streams, in Kafka's names
 * @param registry goes to the serdes, in Confluent's names
 * @param keepVersions versions of a task that stay at hand for a pin or a rollback
 * @param promptLength vectors of the shared prompt that is made up where none ships or was
 *     published; must be the trainer's
 */
public record ScorerSettings(
    Map<String, String> kafka,
    Map<String, String> registry,
    TopicSettings topics,
    BackboneSettings backbone,
    EngineSettings engine,
    StreamSettings stream,
    RoutingRules routing,
    FeedbackSettings feedback,
    HttpSettings http,
    int keepVersions,
    int promptLength) {

  public ScorerSettings {
    kafka = Map.copyOf(kafka);
    registry = Map.copyOf(registry);
    if (kafka.getOrDefault("bootstrap.servers", "").isBlank()) {
      throw new ConfigException("kafka.bootstrap.servers", null, "is missing");
    }
    atLeastOne("scoring.keep-versions", keepVersions);
    atLeastOne("scoring.prompt.length", promptLength);
  }

  /**
   * Reads {@code kafka.*}, the registry's keys, {@code topics.*}, {@code backbone.*}, {@code
   * scoring.*}, {@code routing.*}, {@code feedback.*} and {@code http.*}.
   *
   * @throws ConfigException naming the key that is wrong
   */
  public static ScorerSettings from(ConfigValues values) {
    try {
      return read(values);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e);
    }
  }

  private static ScorerSettings read(ConfigValues values) {
    TopicSettings topics = TopicSettings.from(values);
    Parallelism parallelism = Parallelism.from(values, Runtime.getRuntime().availableProcessors());
    return new ScorerSettings(
        values.withPrefix("kafka."),
        SerdeKeys.select(values),
        topics,
        BackboneConfig.from(values, parallelism.threads()),
        engine(values, parallelism.workers()),
        StreamSettings.from(values, topics.prefix() + "-scorer"),
        RoutingRules.from(values),
        FeedbackSettings.from(values, topics.partitions()),
        HttpSettings.from(values),
        values.integer("scoring.keep-versions", 4),
        values.integer("scoring.prompt.length", values.integer("training.prompt.length", 10)));
  }

  ScorerSettings withMaxPollRecords(int chosen) {
    return new ScorerSettings(
        kafka,
        registry,
        topics,
        backbone,
        engine,
        stream.withMaxPollRecords(chosen),
        routing,
        feedback,
        http,
        keepVersions,
        promptLength);
  }

  private static EngineSettings engine(ConfigValues values, int workers) {
    EngineSettings defaults = EngineSettings.defaults();
    return new EngineSettings(
        workers,
        values.integer("scoring.queue.capacity", defaults.queueCapacity()),
        values.integer("scoring.batch.window", defaults.window()),
        values.integer("scoring.batch.max-size", defaults.maxBatch()),
        values.integer("scoring.batch.max-tokens", defaults.maxBatchTokens()),
        values.integer("scoring.text.max-tokens", defaults.maxTextTokens()),
        values.integer("scoring.text.max-bytes", defaults.maxTextBytes()),
        values.duration("scoring.deadline", defaults.deadline()),
        values.duration("scoring.close-timeout", defaults.closeTimeout()),
        generation(values, defaults.generation()));
  }

  private static GenerationSettings generation(ConfigValues values, GenerationSettings defaults) {
    return new GenerationSettings(
        values.integer("scoring.generation.max-new-tokens", defaults.maxNewTokens()),
        values.integer("scoring.generation.beams", defaults.beams()),
        (float) values.decimal("scoring.generation.length-penalty", defaults.lengthPenalty()));
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new ConfigException(key, Integer.toString(value), "must be at least 1");
    }
  }
}
