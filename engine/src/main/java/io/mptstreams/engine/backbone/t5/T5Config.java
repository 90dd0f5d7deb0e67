package io.mptstreams.engine.backbone.t5;

/**
 * The sizes and switches of a T5.
 *
 * @param vocabulary rows of the embedding; may be more than the tokenizer has tokens
 * @param width d_model
 * @param headWidth d_kv; heads · headWidth need not be the width
 * @param feedForwardWidth d_ff
 * @param gated gated GELU (T5 v1.1) instead of ReLU
 * @param tiedHead the output layer is the embedding
 * @param scaledHead the decoder's state is divided by √d_model before the output layer
 * @param maxTokens the length that it was trained with; positions have no other limit
 * @param startToken what the decoder's input begins with
 * @param endToken what a text ends with
 */
public record T5Config(
    int vocabulary,
    int width,
    int headWidth,
    int feedForwardWidth,
    int encoderLayers,
    int decoderLayers,
    int heads,
    RelativeBuckets buckets,
    double epsilon,
    boolean gated,
    boolean tiedHead,
    boolean scaledHead,
    int maxTokens,
    int startToken,
    int endToken,
    int padToken) {}
