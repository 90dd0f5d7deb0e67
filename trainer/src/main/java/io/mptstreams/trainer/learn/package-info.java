/**
 * The trainer without Kafka: a fold over task definitions, updates, ledger and examples that says
 * what to learn next, and the learning itself.
 *
 * <p>records → {@code TrainerCore} (one {@code TaskLearner} a task) → {@code LearningJob} → {@code
 * Learning} (on a worker thread) → {@code LearningOutcome} → published by the caller → {@code
 * TrainerCore.settle}. The same code runs behind Kafka and, in virtual time, behind {@code replay}.
 */
package io.mptstreams.trainer.learn;
