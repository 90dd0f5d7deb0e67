/**
 * The cluster as commands see it: {@code configuration → [Cluster] → admin, whole topics read to
 * their end, records sent}. Every wait is bounded.
 */
package io.mptstreams.cli.kafka;
