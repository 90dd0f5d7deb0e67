/**
 * T5, a text-to-text backbone (Raffel et al., JMLR 2020): a folder's configuration and tensors →
 * encoder states behind a soft prompt → likelihoods of given texts, or texts written by greedy or
 * beam search with cached keys and values.
 *
 * <p>{@code T5Kernel} runs t5.py in one call a pass; {@code T5Reference} says the same in plain
 * array operations and is what the kernel is checked against.
 */
package io.mptstreams.engine.backbone.t5;
