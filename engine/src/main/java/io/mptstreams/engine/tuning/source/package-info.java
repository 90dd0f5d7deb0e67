/**
 * Multitask source training (Wang et al., ICLR 2023): source tasks → a teacher prompt each → one
 * shared prompt P* and every task's U, V, learned from labels and teachers together.
 */
package io.mptstreams.engine.tuning.source;
