package io.mptstreams.trainer.replay;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.readout.SentenceEmbedder;
import io.mptstreams.engine.text.TokenizedText;
import io.mptstreams.trainer.adapt.FeatureStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes the sentence vectors of events that will come, many texts a pass: a replay knows its
 * stream, and one text a pass would be most of its time. Belongs to one thread.
 */
final class AheadVectors {

  private record Factors(String task, int u, int v) {}

  private final Backbone backbone;
  private final SentenceEmbedder embedder;
  private final SharedPrompt shared;
  private final FeatureStore features;
  private final int maxTokens;
  private final Set<Factors> made = new HashSet<>();
  private final Map<ReplayEvent, float[]> plain = new HashMap<>();

  AheadVectors(Backbone backbone, SharedPrompt shared, FeatureStore features, int maxTokens) {
    this.backbone = backbone;
    this.embedder = new SentenceEmbedder(backbone);
    this.shared = shared;
    this.features = features;
    // As the embedder that makes a single vector has it.
    this.maxTokens = Math.min(maxTokens, backbone.info().maxTokens());
  }

  /** Vectors of a task's events behind its prompt go into the store, unless they were made. */
  void prompted(TaskParameters p, List<ReplayEvent> events) {
    if (events.isEmpty()
        || !made.add(
            new Factors(events.get(0).task(), Arrays.hashCode(p.u()), Arrays.hashCode(p.v())))) {
      return;
    }
    List<float[]> rows = rows(events, Optional.of(shared.compose(p.u(), p.v(), p.rank())));
    for (int i = 0; i < rows.size(); i++) {
      ReplayEvent event = events.get(i);
      features.put(shared, p, event.text(), event.textPair(), rows.get(i));
    }
  }

  /**
   * The vector of an event without a prompt; those of all the events are made with the first. An id
   * alone does not tell events apart: each task may count its own.
   */
  float[] plain(ReplayEvent event, List<ReplayEvent> all) {
    if (!plain.containsKey(event)) {
      List<float[]> rows = rows(all, Optional.empty());
      for (int i = 0; i < rows.size(); i++) {
        plain.put(all.get(i), rows.get(i));
      }
    }
    return plain.get(event);
  }

  private List<float[]> rows(List<ReplayEvent> events, Optional<float[]> prompt) {
    List<TokenizedText> texts =
        events.stream()
            .map(e -> backbone.tokenizer().tokenize(e.text(), e.textPair(), maxTokens))
            .toList();
    float[] all = embedder.embed(texts, prompt);
    int width = all.length / texts.size();
    return IntStream.range(0, texts.size())
        .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
        .toList();
  }
}
