/**
 * Kafka's own broker in this JVM: {@code BrokerSettings → [format, start] → bootstrap servers}.
 * Nothing outside this package imports Kafka's server classes, which are not public interface.
 */
package io.mptstreams.local.broker;
