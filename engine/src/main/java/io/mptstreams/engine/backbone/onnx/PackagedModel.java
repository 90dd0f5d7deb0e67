package io.mptstreams.engine.backbone.onnx;

import io.mptstreams.engine.backbone.Backbone;
import io.mptstreams.engine.backbone.BackboneSettings;
import io.mptstreams.engine.backbone.InvalidBackboneException;
import io.mptstreams.engine.backbone.Pooling;
import io.mptstreams.engine.backbone.bert.BertConfig;
import io.mptstreams.engine.backbone.bert.BertLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Sentence encoders that Maven Central packages as ONNX; the artifact dev.langchain4j:
 * langchain4j-embeddings-NAME must be on the classpath. ONNX files do not say how many attention
 * heads there are, so that stands here.
 */
public enum PackagedModel {
  ALL_MINILM_L6_V2("all-MiniLM-L6-v2", "all-minilm-l6-v2", 6, Pooling.MEAN),
  BGE_SMALL_EN("bge-small-en-v1.5", "bge-small-en-v1.5", 12, Pooling.CLS),
  E5_SMALL("e5-small-v2", "e5-small-v2", 12, Pooling.MEAN);

  private static final int WIDTH = 384;
  private static final int HEADS = 12;
  private static final int VOCABULARY = 30522;
  private static final int POSITIONS = 512;
  private static final double EPSILON = 1e-12;

  private final String title;
  private final String resource;
  private final int layers;
  private final Pooling pooling;

  PackagedModel(String title, String resource, int layers, Pooling pooling) {
    this.title = title;
    this.resource = resource;
    this.layers = layers;
    this.pooling = pooling;
  }

  public static Optional<PackagedModel> named(String name) {
    return Arrays.stream(values()).filter(m -> m.title.equalsIgnoreCase(name)).findFirst();
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(m -> m.title).toList();
  }

  /** What users call it. */
  public String title() {
    return title;
  }

  /** The model's file, for a runtime that reads ONNX itself. */
  public URL model() {
    return resource(resource + ".onnx");
  }

  /** Loads it. */
  public Backbone open(BackboneSettings settings) {
    try (OnnxTensors tensors = OnnxTensors.open(model());
        InputStream tokenizer = resource(resource + "-tokenizer.json").openStream()) {
      return BertLoader.load(settings, config(settings), tensors, tokenizer.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BertConfig config(BackboneSettings settings) {
    Pooling wanted = settings.pooling().equals("auto") ? pooling : Pooling.of(settings.pooling());
    return new BertConfig(
        "bert",
        WIDTH,
        layers,
        HEADS,
        4 * WIDTH,
        VOCABULARY,
        POSITIONS,
        2,
        0,
        EPSILON,
        BertConfig.Activation.GELU,
        wanted);
  }

  private URL resource(String path) {
    URL url = PackagedModel.class.getClassLoader().getResource(path);
    if (url == null) {
      throw new InvalidBackboneException(
          "backbone "
              + title
              + ": "
              + path
              + " is not on the classpath; add dev.langchain4j:"
              + "langchain4j-embeddings-"
              + resource.replace("v1.5", "v15")
              + ", which ./mpt does with MPT_MAVEN_ARGS=-Pmodels");
    }
    return url;
  }
}
