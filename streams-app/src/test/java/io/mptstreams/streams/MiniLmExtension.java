package io.mptstreams.streams;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Backbones;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.SharedPrompts;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The packaged backbone, opened once in each JVM fork; each test makes engines of its own on it.
 */
public final class MiniLmExtension implements BeforeAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(MiniLmExtension.class);

  private Shared shared;

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Shared.class, key -> Shared.open(), Shared.class);
  }

  public Backbone backbone() {
    return shared.backbone;
  }

  public SharedPrompt prompt() {
    return shared.prompt;
  }

  private record Shared(Backbone backbone, SharedPrompt prompt) implements AutoCloseable {

    static Shared open() {
      Backbone backbone = Backbones.open(BackboneSettings.defaults());
      return new Shared(backbone, SharedPrompts.fromVocabulary(backbone, 4, 7));
    }

    @Override
    public void close() {
      backbone.close();
    }
  }
}
