/** The frozen model on this side of Kafka: {@code settings, task → [engine] → results}. */
package io.mptstreams.cli.model;
