package io.mptstreams.engine.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneInfo;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.Encoder;
import io.mptstreams.engine.backbone.GradientMode;
import io.mptstreams.engine.backbone.PromptPlacement;
import io.mptstreams.engine.backbone.SublayerHook;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.backbone.onednn.NumberType;
import io.mptstreams.engine.backbone.onednn.OneDnn;
import io.mptstreams.engine.backbone.runtime.PyTorchRuntime;
import io.mptstreams.engine.text.TextTokenizer;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An encoder of the BERT family with its weights and tokenizer. Owns them all. */
public final class BertBackbone implements Backbone {

  private static final Logger log = LoggerFactory.getLogger(BertBackbone.class);

  private final BackboneInfo info;
  private final BertConfig config;
  private final PromptPlacement placement;
  private final NDManager manager;
  private final Weights weights;
  private final TextTokenizer tokenizer;
  private final BackboneSettings.Execution execution;
  private final EncoderKernel kernel;
  private final Optional<OneDnnKernel> inference;

  public BertBackbone(
      BackboneInfo info,
      BertConfig config,
      BackboneSettings settings,
      NDManager manager,
      Weights weights,
      TextTokenizer tokenizer) {
    this.info = info;
    this.config = config;
    this.placement = settings.placement();
    this.execution = settings.execution();
    this.manager = manager;
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.inference = inference(config, settings, manager, weights);
    this.kernel =
        EncoderKernel.load(
            manager, config, settings.placement(), settings.type(), weights, inference.isEmpty());
  }

  /** What is fastest on a CPU, if it is to be had. */
  private static Optional<OneDnnKernel> inference(
      BertConfig config, BackboneSettings settings, NDManager manager, Weights weights) {
    if (settings.execution() != BackboneSettings.Execution.FUSED || manager.getDevice().isGpu()) {
      return Optional.empty();
    }
    NumberType type = NumberType.of(settings.type());
    return OneDnn.start(PyTorchRuntime.cache(), PyTorchRuntime.threads())
        .filter(runtime -> runtime.supports(type))
        .map(
            runtime ->
                new OneDnnKernel(runtime, manager, config, settings.placement(), type, weights))
        .filter(kernel -> isRight(kernel, type, config, settings, manager, weights));
  }

  /** Whether the kernel's vectors are those of plain array operations; otherwise closes it. */
  private static boolean isRight(
      OneDnnKernel kernel,
      NumberType type,
      BertConfig config,
      BackboneSettings settings,
      NDManager manager,
      Weights weights) {
    int promptRows = settings.placement().deep() ? config.layers() : 1;
    InferenceCheck check = new InferenceCheck(config, promptRows);
    InferenceCheck.Pass plain =
        new ReferenceEncoder(config, weights, settings.placement(), SublayerHook.NONE)::pooled;
    double distance =
        Math.max(
            check.distance(manager, packed(config, kernel::infer), plain),
            check.distance(manager, packed(config, kernel::inferAlone), plain));
    if (distance <= InferenceCheck.mostFor(type)) {
      return true;
    }
    log.atWarn()
        .addKeyValue("distance", distance)
        .log(
            "oneDNN's vectors are not those of plain operations; PyTorch's operators take its place");
    kernel.close();
    return false;
  }

  @FunctionalInterface
  private interface PackedPass {
    NDArray pooled(NDManager manager, PackedTexts batch, NDArray prompts);
  }

  private static InferenceCheck.Pass packed(BertConfig config, PackedPass pass) {
    return (scratch, batch, prompts) -> {
      PackedTexts texts = PackedTexts.of(batch, config.typeVocabulary() > 1);
      return pass.pooled(scratch, texts, texts.pack(scratch, prompts));
    };
  }

  /** Whether inference is oneDNN's, and not PyTorch's. */
  boolean infersWithOneDnn() {
    return inference.isPresent();
  }

  @Override
  public BackboneInfo info() {
    return info;
  }

  @Override
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public Encoder encoder() {
    return encoder(weights);
  }

  @Override
  public Encoder encoder(Weights replaced) {
    ReferenceEncoder reference =
        new ReferenceEncoder(config, replaced, placement, SublayerHook.NONE);
    return execution == BackboneSettings.Execution.REFERENCE
        ? reference
        : new FusedEncoder(
            config, placement, kernel, inference, replaced, replaced == weights, reference);
  }

  @Override
  public Encoder encoder(Weights replaced, SublayerHook hook) {
    return new ReferenceEncoder(config, replaced, placement, hook);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public int vocabulary() {
    return config.vocabulary();
  }

  @Override
  public float[] wordEmbeddings(int[] ids) {
    checkIds(ids);
    try (NDManager scratch = newManager();
        GradientMode off = GradientMode.off();
        NDArray rows = weights.get(BertTensors.WORDS).get(scratch.create(ids))) {
      return rows.toFloatArray();
    }
  }

  private void checkIds(int[] ids) {
    for (int id : ids) {
      Objects.checkIndex(id, config.vocabulary());
    }
  }

  @Override
  public int promptRows(int length) {
    return placement.deep() ? config.layers() * length : length;
  }

  @Override
  public float[] promptOf(int[] ids) {
    if (!placement.deep()) {
      return wordEmbeddings(ids);
    }
    checkIds(ids);
    try (NDManager scratch = newManager()) {
      return new ReferenceEncoder(config, weights, placement, SublayerHook.NONE)
          .layerInputs(scratch, ids);
    }
  }

  @Override
  public NDManager newManager() {
    return manager.newSubManager();
  }

  @Override
  public void close() {
    tokenizer.close();
    inference.ifPresent(OneDnnKernel::close);
    manager.close();
  }
}
