package io.mptstreams.streams.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * Kafka Streams names a store by another tag for each kind of store, and Prometheus takes one set
 * of tags a name: all become {@code store}.
 */
public final class OneStoreTag implements MeterFilter {

  private static final String STORE = "store";
  private static final String KINDS = ".state.id";

  @Override
  public Meter.Id map(Meter.Id id) {
    List<Tag> tags = new ArrayList<>();
    for (Tag tag : id.getTags()) {
      tags.add(tag.getKey().endsWith(KINDS) ? Tag.of(STORE, tag.getValue()) : tag);
    }
    return id.replaceTags(tags);
  }
}
