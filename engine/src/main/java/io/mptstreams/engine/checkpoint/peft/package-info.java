/**
 * Prompts to and from Hugging Face PEFT: {@code adapter folder ↔ PeftAdapter ↔ shared prompt, task
 * factors}. Multitask prompt tuning and plain prompt tuning are read and written, in the layout of
 * PEFT 0.21.
 */
package io.mptstreams.engine.checkpoint.peft;
