/**
 * The learning without Kafka, in virtual time.
 *
 * <p>a stream file → {@code StreamReplay} (scores each event with the version of its moment, gives
 * some labels back after a delay, runs the trainer's core) → a {@code ReplayResult} with the lines
 * of the adaptive scorer and of its rivals.
 */
package io.mptstreams.trainer.replay;
