/**
 * Whether a task's world changed.
 *
 * <p>right and wrong predictions in the order of their labels → {@code Adwin}, {@code PageHinkley}
 * → {@code ErrorDrift} → an alarm with the place of the change.
 */
package io.mptstreams.trainer.drift;
