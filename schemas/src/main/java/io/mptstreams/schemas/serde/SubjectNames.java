package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.config.ConfigException;
import org.apache.avro.Schema;

/** Under which subject a topic's value schema stands; Confluent's three strategies for values. */
enum SubjectNames {
  /** {@code <topic>-value}: one record type a topic. */
  TOPIC {
    @Override
    String subject(String topic, Schema schema) {
      return topic + "-value";
    }
  },
  /** The record's full name: one subject for all topics that carry it. */
  RECORD {
    @Override
    String subject(String topic, Schema schema) {
      return schema.getFullName();
    }
  },
  /** Both. */
  TOPIC_RECORD {
    @Override
    String subject(String topic, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  static final String KEY = "value.subject.name.strategy";

  private static final String PACKAGE = "io.confluent.kafka.serializers.subject.";

  abstract String subject(String topic, Schema schema);

  /** As Confluent's classes want it: their name with its package; others' names as they are. */
  static String className(String strategy) {
    return strategy.contains(".") ? strategy : PACKAGE + strategy;
  }

  /** Confluent's class names, with or without their package. */
  static SubjectNames named(String strategy) {
    return switch (strategy.substring(strategy.lastIndexOf('.') + 1)) {
      case "TopicNameStrategy" -> TOPIC;
      case "RecordNameStrategy" -> RECORD;
      case "TopicRecordNameStrategy" -> TOPIC_RECORD;
      default ->
          throw new ConfigException(
              KEY,
              strategy,
              "must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
    };
  }
}
