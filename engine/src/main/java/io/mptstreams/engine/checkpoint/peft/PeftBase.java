package io.mptstreams.engine.checkpoint.peft;

/**
 * The model that an adapter belongs to, as its configuration describes it. PEFT asks for heads and
 * layers although prompts do not depend on them.
 *
 * @param name Hugging Face name or folder
 */
public record PeftBase(String name, PeftTaskType taskType, int attentionHeads, int layers) {}
