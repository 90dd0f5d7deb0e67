package io.mptstreams.cli.kafka;

/**
 * What one topic looks like beside what it should be.
 *
 * @param state "created", "as it should be", or what differs
 * @param good nothing differs
 */
public record TopicFinding(
    String topic, int partitions, String cleanup, String state, boolean good) {}
