package io.mptstreams.engine.checkpoint.peft;

/**
 * The model that an adapter belongs to, as its configuration describes it. PEFT asks for heads and
 * layers although prompts do not depend on them.
 *
 * @param name Hugging Face name or folder
 * @param attentionHeads 0 when unknown
 * @param layers 0 when unknown
 */
public record PeftBase(String name, PeftTaskType taskType, int attentionHeads, int layers) {}
