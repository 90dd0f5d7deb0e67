package io.mptstreams.engine.backbone;

import ai.djl.ndarray.NDManager;
import io.mptstreams.engine.backbone.load.Weights;
import io.mptstreams.engine.text.TextTokenizer;
import java.util.Optional;

/** A frozen transformer: weights on a device, its tokenizer and its forward pass. */
public interface Backbone extends AutoCloseable {

  BackboneInfo info();

  TextTokenizer tokenizer();

  Encoder encoder();

  /** The decoder, if this backbone writes text. */
  default Optional<TextToText> textToText() {
    return Optional.empty();
  }

  /** Rows of the word embedding table. */
  int vocabulary();

  /**
   * Rows of the word embedding table, the place where prompts live.
   *
   * @return [ids, d]
   * @throws IndexOutOfBoundsException if an id is not in the vocabulary
   */
  float[] wordEmbeddings(int[] ids);

  /** Rows of a prompt that has {@code length} vectors wherever vectors stand. */
  default int promptRows(int length) {
    return length;
  }

  /**
   * Vectors that a prompt may start from: the words' embeddings, and where every layer has vectors
   * of its own, what becomes of the words, read as one text, on the way into each layer.
   *
   * @return [promptRows(ids), d]
   * @throws IndexOutOfBoundsException if an id is not in the vocabulary
   */
  default float[] promptOf(int[] ids) {
    return wordEmbeddings(ids);
  }

  /** The frozen arrays, float32 on the device, by the names of Hugging Face's BERT or T5. */
  Weights weights();

  /**
   * An encoder over other weights, made from {@link Weights#with}, for techniques that train the
   * backbone itself. Shares everything that is not replaced; needs no closing.
   */
  Encoder encoder(Weights replaced);

  /**
   * Like {@link #encoder(Weights)}, with something added to the layers. Runs in plain array
   * operations, slower than the fused kernel.
   *
   * @throws UnsupportedOperationException if this kind of backbone has no place for it
   */
  default Encoder encoder(Weights replaced, SublayerHook hook) {
    throw new UnsupportedOperationException(info().name() + " has no place for adapters");
  }

  /** A new sub-manager on the backbone's device; the caller closes it. */
  NDManager newManager();

  /** Frees the weights; no pass may be under way. */
  @Override
  void close();
}
