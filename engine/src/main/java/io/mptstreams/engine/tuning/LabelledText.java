package io.mptstreams.engine.tuning;

import java.util.Optional;

/** A text, or a pair, with its true label. */
public record LabelledText(String text, Optional<String> textPair, String label) {}
