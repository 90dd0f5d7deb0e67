package io.mptstreams.cli.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a stream: an event and what it truly is.
 *
 * @param line its number in the file, from 1
 * @param at empty where the line has no time
 */
public record StreamEvent(
    long line,
    Optional<Instant> at,
    String id,
    String task,
    String text,
    Optional<String> textPair,
    String label) {}
