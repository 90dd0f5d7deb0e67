/**
 * Source tasks and variants of the method → a shared prompt each → accuracy on source tasks that
 * were kept out, the same draws for all.
 */
package io.mptstreams.engine.tuning.ablation;
