package io.mptstreams.engine.backbone;

/**
 * What a backbone is.
 *
 * @param name as the user named it
 * @param architecture bert, roberta, distilbert or t5
 * @param width hidden size, d
 * @param maxTokens the longest text, special tokens included, that leaves room for no prompt
 * @param parameterCount frozen numbers, the base of "0.035 %"
 * @param digest SHA-256 over weights, tokenizer and, if every layer has prompt vectors of its own,
 *     that; hexadecimal. What was learned for one digest means nothing for another
 * @param device as it runs, such as cpu or gpu:0
 * @param type float32, bfloat16 or float16
 */
public record BackboneInfo(
    String name,
    String architecture,
    int width,
    int layers,
    int maxTokens,
    long parameterCount,
    String digest,
    String device,
    String type) {}
