package io.mptstreams.streams;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the stream runs.
 *
 * @param applicationId consumer group, and prefix of the internal topics
 * @param instanceId stable name of this instance: a restart within the session timeout keeps its
 *     partitions; empty for a dynamic member
 * @param threads stream threads; two keep the engine busy while one of them forwards
 * @param exactlyOnce exactly_once_v2, or at_least_once
 * @param commitInterval how long a prediction may wait for its transaction
 * @param maxPollRecords bounds what one poll submits; 0 lets the start choose by measuring
 * @param transactionTimeout after which the broker aborts a transaction that makes no progress
 * @param sessionTimeout after which a dead instance's partitions go to others
 * @param metadataMaxAge after which a new task's event topic is found
 * @param stateDir where the join's stores lie, in a folder for each cluster
 * @param closeTimeout how long closing waits for what is under way
 * @param connectTimeout how long a start waits for the broker
 * @param registryTimeout how long a start waits for a schema registry, which may come up later
 */
public record StreamSettings(
    String applicationId,
    Optional<String> instanceId,
    int threads,
    boolean exactlyOnce,
    Duration commitInterval,
    int maxPollRecords,
    Duration transactionTimeout,
    Duration sessionTimeout,
    Duration metadataMaxAge,
    Path stateDir,
    Duration closeTimeout,
    Duration connectTimeout,
    Duration registryTimeout) {

  private static final String EXACTLY_ONCE = "exactly_once_v2";
  private static final String AT_LEAST_ONCE = "at_least_once";

  public StreamSettings {
    if (applicationId.isBlank()) {
      throw new ConfigException("scoring.application-id", applicationId, "must not be blank");
    }
    atLeastOne("scoring.threads", threads);
    if (maxPollRecords < 0) {
      throw new ConfigException(
          "scoring.max-poll-records", Integer.toString(maxPollRecords), "must be at least 0");
    }
    positive("scoring.commit-interval", commitInterval);
    positive("scoring.session-timeout", sessionTimeout);
    positive("scoring.metadata-max-age", metadataMaxAge);
    positive("scoring.stream.close-timeout", closeTimeout);
    positive("scoring.connect-timeout", connectTimeout);
    positive("scoring.registry-timeout", registryTimeout);
    if (exactlyOnce && transactionTimeout.compareTo(commitInterval) <= 0) {
      throw new ConfigException(
          "scoring.transaction-timeout",
          transactionTimeout.toMillis() + "ms",
          "must be longer than scoring.commit-interval " + commitInterval.toMillis() + "ms");
    }
  }

  static StreamSettings from(ConfigValues values, String defaultId) {
    String applicationId = values.string("scoring.application-id", defaultId);
    String guarantee = values.string("scoring.guarantee", EXACTLY_ONCE);
    if (!guarantee.equals(EXACTLY_ONCE) && !guarantee.equals(AT_LEAST_ONCE)) {
      throw new ConfigException(
          "scoring.guarantee", guarantee, "must be " + EXACTLY_ONCE + " or " + AT_LEAST_ONCE);
    }
    return new StreamSettings(
        applicationId,
        values.optional("scoring.instance-id"),
        values.integer("scoring.threads", 2),
        guarantee.equals(EXACTLY_ONCE),
        values.duration("scoring.commit-interval", Duration.ofMillis(100)),
        values.integer("scoring.max-poll-records", 0),
        values.duration("scoring.transaction-timeout", Duration.ofSeconds(30)),
        values.duration("scoring.session-timeout", Duration.ofSeconds(10)),
        values.duration("scoring.metadata-max-age", Duration.ofSeconds(10)),
        values.path(
            "scoring.state-dir", Path.of(System.getProperty("java.io.tmpdir"), "mpt-streams")),
        values.duration("scoring.stream.close-timeout", Duration.ofSeconds(30)),
        values.duration("scoring.connect-timeout", Duration.ofSeconds(8)),
        values.duration("scoring.registry-timeout", Duration.ofMinutes(2)));
  }

  /** Whether the bound of a poll is left to the start. */
  boolean choosesPollSize() {
    return maxPollRecords == 0;
  }

  StreamSettings withMaxPollRecords(int chosen) {
    return new StreamSettings(
        applicationId,
        instanceId,
        threads,
        exactlyOnce,
        commitInterval,
        chosen,
        transactionTimeout,
        sessionTimeout,
        metadataMaxAge,
        stateDir,
        closeTimeout,
        connectTimeout,
        registryTimeout);
  }

  /** As Kafka Streams spells it. */
  String guarantee() {
    return exactlyOnce ? EXACTLY_ONCE : AT_LEAST_ONCE;
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new ConfigException(key, Integer.toString(value), "must be at least 1");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new ConfigException(key, value.toString(), "must be positive");
    }
  }
}
