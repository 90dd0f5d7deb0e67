package io.mptstreams.schemas.serde;

import io.mptstreams.schemas.config.ConfigException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Somebody else's serializer and deserializer, such as Confluent's own, chosen by class name. They
 * get the same configuration keys, and their errors are sorted into final and not.
 */
final class ForeignAvroFormat implements AvroFormat {

  private final Serializer<Object> serializer;
  private final Deserializer<Object> deserializer;

  ForeignAvroFormat(String serializerClass, String deserializerClass, Map<String, String> config) {
    this.serializer = make(SerdeKeys.SERIALIZER, serializerClass, Serializer.class);
    this.deserializer = make(SerdeKeys.DESERIALIZER, deserializerClass, Deserializer.class);
    Map<String, Object> writing = settings(config);
    Map<String, Object> reading = new HashMap<>(writing);
    // Confluent's deserializer would read into the subject's newest schema, not into our classes.
    reading.put("use.latest.version", "false");
    serializer.configure(writing, false);
    deserializer.configure(reading, false);
  }

  private static Map<String, Object> settings(Map<String, String> config) {
    Map<String, Object> all = new HashMap<>(config);
    all.putIfAbsent("specific.avro.reader", "true");
    all.putIfAbsent("avro.remove.java.properties", "true");
    all.computeIfPresent(
        SubjectNames.KEY, (key, strategy) -> SubjectNames.className((String) strategy));
    config.forEach(
        (key, value) -> {
          if (key.startsWith(SerdeKeys.FOREIGN)) {
            all.put(key.substring(SerdeKeys.FOREIGN.length()), value);
          }
        });
    return all;
  }

  @Override
  public byte[] write(String topic, SpecificRecord record) {
    try {
      return serializer.serialize(topic, record);
    } catch (SerializationException e) {
      throw ForeignErrors.writing(e);
    }
  }

  @Override
  public Object read(String topic, Schema reader, byte[] bytes) {
    WireFormat.schemaId(bytes);
    try {
      return deserializer.deserialize(topic, bytes);
    } catch (SerializationException e) {
      throw ForeignErrors.reading(e);
    }
  }

  /** How often they try is their own affair. */
  @Override
  public void stopRetrying() {
    // Nothing of theirs does this.
  }

  @Override
  public void close() {
    serializer.close();
    deserializer.close();
  }

  @SuppressWarnings("unchecked") // what it takes and gives is looked at when it is used
  private static <T> T make(String key, String name, Class<? super T> type) {
    try {
      return (T) type.cast(Class.forName(name).getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigException(key, name, "must be a " + type.getName() + " on the classpath");
    }
  }
}
