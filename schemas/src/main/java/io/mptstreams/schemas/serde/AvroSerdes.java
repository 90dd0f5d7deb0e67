package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.mapping.RecordMapper;
import io.mptstreams.schemas.topic.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Serdes of topics, over one registry client and its caches. Serdes are safe for any number of
 * threads, and closing one of them closes nothing: this object is closed by whoever made it.
 *
 * <p>Deserializers throw {@code RecordRejectedException} for what can never be read and {@code
 * RegistryUnavailableException} while no registry answers. A handler of Kafka Streams sends the
 * first to the dead letters and fails on everything else, so that the record is read again.
 */
public final class AvroSerdes implements AutoCloseable {

  private final AvroFormat format;

  /**
   * @param config Confluent's keys: {@code schema.registry.url}, {@code auto.register.schemas}, and
   *     so on, as {@link SerdeKeys#select} picks them; other keys are not looked at
   * @throws io.mptstreams.schemas.config.ConfigException naming the key that is missing or wrong
   */
  public AvroSerdes(Map<String, ?> config) {
    Map<String, String> strings = new HashMap<>();
    config.forEach(
        (key, value) -> {
          if (value != null) {
            strings.put(key, value.toString());
          }
        });
    this.format = AvroFormats.from(strings);
  }

  /** The serde of a topic's values; null is a tombstone both ways. */
  public <V> Serde<V> of(Topic<V> topic) {
    return serde(topic, topic.mapper());
  }

  /**
   * Whoever is about to close calls this first, from any thread: what waits to ask a registry again
   * gives up, and each later request is asked once. What the caches know needs no request.
   */
  public void stopRetrying() {
    format.stopRetrying();
  }

  @Override
  public void close() {
    format.close();
  }

  private <V, A extends SpecificRecord> Serde<V> serde(Topic<V> topic, RecordMapper<V, A> mapper) {
    return new RecordSerde<>(topic, mapper, format);
  }
}
