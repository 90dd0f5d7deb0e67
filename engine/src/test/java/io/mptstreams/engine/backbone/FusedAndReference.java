package io.mptstreams.engine.backbone;

import io.mptstreams.engine.backbone.BackboneSettings.Execution;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The packaged backbone twice, open while the tests of a class run. */
final class FusedAndReference implements BeforeAllCallback, AfterAllCallback {

  private Backbone fused;
  private Backbone reference;

  @Override
  public void beforeAll(ExtensionContext context) {
    fused = Backbones.open(BackboneSettings.defaults());
    reference = Backbones.open(BackboneSettings.defaults().withExecution(Execution.REFERENCE));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    fused.close();
    reference.close();
  }

  Backbone fused() {
    return fused;
  }

  /** In plain array operations. */
  Backbone reference() {
    return reference;
  }

  TokenBatch texts() {
    return PromptedPasses.texts(fused);
  }
}
