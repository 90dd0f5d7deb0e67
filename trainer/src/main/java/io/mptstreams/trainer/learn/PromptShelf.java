package io.mptstreams.trainer.learn;

import io.mptstreams.engine.prompt.SharedPrompt;
import java.util.Optional;
import java.util.TreeMap;

/** The shared prompts by version. Belongs to the thread that owns the core. */
final class PromptShelf {

  private final TreeMap<Long, SharedPrompt> prompts = new TreeMap<>();

  PromptShelf(SharedPrompt start) {
    add(start);
  }

  void add(SharedPrompt prompt) {
    prompts.put(prompt.version(), prompt);
  }

  SharedPrompt newest() {
    return prompts.lastEntry().getValue();
  }

  /** The one that a version multiplies, the newest for the cold start; empty if it is not here. */
  Optional<SharedPrompt> of(Champion champion) {
    return champion.sharedPrompt().isPresent()
        ? Optional.ofNullable(prompts.get(champion.sharedPrompt().getAsLong()))
        : Optional.of(newest());
  }

  /** The one that a version would leave for the newest; for the cold start the second newest. */
  Optional<SharedPrompt> before(Champion champion) {
    return champion.sharedPrompt().isPresent()
        ? of(champion).filter(p -> p.version() < newest().version())
        : Optional.ofNullable(prompts.lowerEntry(newest().version())).map(e -> e.getValue());
  }
}
