package io.mptstreams.engine.tuning.mpt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.TokenBatch;
import io.mptstreams.engine.prompt.SharedPrompt;
import io.mptstreams.engine.prompt.TaskParameters;
import io.mptstreams.engine.tuning.classifier.TrainableModel;
import io.mptstreams.engine.tuning.gradient.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * The backbone behind P* ∘ (U V), which is one prompt for all texts of a task.
 *
 * @param shared P*, [L, d]
 * @param u [L, r]
 * @param v [r, d]
 * @param parameters what of these is trained
 */
public record ComposedPrompt(
    Backbone backbone, NDArray shared, Parameter u, Parameter v, List<Parameter> parameters)
    implements TrainableModel {

  /** P* frozen; u and v learn from a task's own, in a manager that the caller closes. */
  public static ComposedPrompt of(
      Backbone backbone,
      NDManager manager,
      SharedPrompt prompt,
      TaskParameters start,
      float learningRate) {
    NDArray shared = manager.create(prompt.values(), new Shape(prompt.length(), prompt.width()));
    return behind(shared, List.of(), backbone, manager, start, learningRate);
  }

  /** P* learns too, with this task alone or, if others are given the same P*, with all of them. */
  static ComposedPrompt of(
      Backbone backbone,
      NDManager manager,
      Parameter shared,
      TaskParameters start,
      float learningRate) {
    return behind(shared.value(), List.of(shared), backbone, manager, start, learningRate);
  }

  /** P* as something that learns, in a manager that the caller closes. */
  static Parameter shared(NDManager manager, SharedPrompt prompt, float learningRate) {
    return Parameter.of(
        "shared_prompt",
        manager.create(prompt.values(), new Shape(prompt.length(), prompt.width())),
        learningRate,
        0);
  }

  private static ComposedPrompt behind(
      NDArray shared,
      List<Parameter> sharedLearned,
      Backbone backbone,
      NDManager manager,
      TaskParameters start,
      float learningRate) {
    Parameter u =
        Parameter.of(
            "u",
            manager.create(start.u(), new Shape(start.length(), start.rank())),
            learningRate,
            0);
    Parameter v =
        Parameter.of(
            "v",
            manager.create(start.v(), new Shape(start.rank(), start.width())),
            learningRate,
            0);
    List<Parameter> learned = new ArrayList<>(sharedLearned);
    learned.add(u);
    learned.add(v);
    return new ComposedPrompt(backbone, shared, u, v, List.copyOf(learned));
  }

  @Override
  public NDArray pooled(NDManager manager, TokenBatch batch) {
    return backbone.encoder().pooled(manager, batch, prompts(batch.size()));
  }

  /** The prompt once for each text, [B, L, d]; differentiable. */
  public NDArray prompts(int texts) {
    NDArray prompt = shared.mul(u.value().matMul(v.value())).expandDims(0);
    return prompt.broadcast(texts, prompt.getShape().get(1), prompt.getShape().get(2));
  }
}
