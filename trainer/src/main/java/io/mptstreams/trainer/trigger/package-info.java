/**
 * When to look whether a task can be made better.
 *
 * <p>what is new since the last look → {@code TriggerRule} → a {@code Trigger}, or the time of the
 * next look.
 */
package io.mptstreams.trainer.trigger;
