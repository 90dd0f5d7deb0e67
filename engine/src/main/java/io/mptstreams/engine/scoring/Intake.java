package io.mptstreams.engine.scoring;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.scoring.ScoringException.Reason;
import io.mptstreams.engine.text.TokenizedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Texts to checked tokens, a text that comes several times once. Any thread may call it. */
final class Intake {

  private final Backbone backbone;
  private final TextGuard guard;
  private final int maxTokens;

  Intake(Backbone backbone, EngineSettings settings) {
    this.backbone = backbone;
    guard = new TextGuard(settings.maxTextBytes());
    maxTokens = Math.min(settings.maxTextTokens(), backbone.info().maxTokens());
  }

  private record Texts(String text, Optional<String> textPair) {}

  /** One pending request each, in order; those with a bad text are already over. */
  List<PendingRequest> accept(List<ScoringRequest> requests) {
    Map<Texts, TokenizedText> known = new HashMap<>();
    List<PendingRequest> pending = new ArrayList<>(requests.size());
    for (ScoringRequest request : requests) {
      CompletableFuture<ScoringResult> future = new CompletableFuture<>();
      TokenizedText tokens = null;
      try {
        guard.check(request);
        Texts texts = new Texts(request.text(), request.textPair());
        tokens = known.computeIfAbsent(texts, this::tokenize);
      } catch (ScoringException e) {
        future.completeExceptionally(e);
      }
      pending.add(new PendingRequest(request.task(), tokens, future));
    }
    return pending;
  }

  private TokenizedText tokenize(Texts texts) {
    TokenizedText tokens = read(texts);
    if (tokens.length() == 0) {
      throw new ScoringException(Reason.EMPTY_TEXT, "the tokenizer makes no token of the text");
    }
    return tokens;
  }

  private TokenizedText read(Texts texts) {
    try {
      return backbone.tokenizer().tokenize(texts.text(), texts.textPair(), maxTokens);
    } catch (IllegalArgumentException e) {
      throw new ScoringException(Reason.INVALID_UNICODE, e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new ScoringException(Reason.ENGINE_FAILED, "the tokenizer failed: " + e, e);
    }
  }
}
