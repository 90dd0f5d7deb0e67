/**
 * Multitask source training (Wang et al., ICLR 2023): source tasks → a teacher prompt each → one
 * shared prompt P* and every task's U, V, learned from labels or reference texts and teachers
 * together. What differs between a backbone that compares vectors and one that writes texts is
 * behind {@code Objective}.
 */
package io.mptstreams.engine.tuning.source;
