package io.mptstreams.engine.data;

import java.util.List;
import java.util.Optional;

/**
 * A text, or a pair, with every text that is accepted as written about it.
 *
 * @param references at least one
 */
public record ReferencedText(String text, Optional<String> textPair, List<String> references) {

  public ReferencedText {
    references = List.copyOf(references);
  }
}
