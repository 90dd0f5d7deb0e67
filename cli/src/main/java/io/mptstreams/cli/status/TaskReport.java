package io.mptstreams.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How far one task is.
 *
 * @param newestVersion the newest there is; 1 is the start from the label phrases
 * @param serves the version that a pin names, else "the newest"
 * @param examples what the newest version was trained on
 * @param learning in words: what the trainer waits for and its last verdict
 * @param trainer the trainer's own figures, where it answers
 */
public record TaskReport(
    String task,
    long newestVersion,
    String serves,
    int examples,
    String learning,
    Optional<JsonNode> trainer) {}
