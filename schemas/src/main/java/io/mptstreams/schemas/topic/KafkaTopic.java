package io.mptstreams.schemas.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic, whatever travels on it. Keys are always UTF-8 strings. */
public sealed interface KafkaTopic permits Topic, RawTopic {

  /** The topic's name on the broker. */
  String name();

  /** How it is laid out. */
  TopicLayout layout();

  /** How many partitions it is created with. */
  default int partitions() {
    return layout().partitions();
  }

  /** The admin request that creates it. */
  default NewTopic newTopic(short replicationFactor) {
    Map<String, String> configs = new HashMap<>(layout().configs());
    configs.put("cleanup.policy", layout().cleanup().configValue());
    layout()
        .retention()
        .ifPresent(retention -> configs.put("retention.ms", Long.toString(retention.toMillis())));
    return new NewTopic(name(), Optional.of(partitions()), Optional.of(replicationFactor))
        .configs(configs);
  }
}
