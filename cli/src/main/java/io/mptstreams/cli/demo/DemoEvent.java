package io.mptstreams.cli.demo;

import java.util.Optional;

/**
 * An event of the demo and what it truly is.
 *
 * @param label kept from the scorer until it is given as feedback
 */
public record DemoEvent(
    String id, String task, String text, Optional<String> textPair, String label) {}
