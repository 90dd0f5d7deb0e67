/**
 * Whether the version that serves should give way to the one before it.
 *
 * <p>what both say of examples labelled since the promotion → {@code LiveGuard} → a reason to roll
 * back, or none.
 */
package io.mptstreams.trainer.guard;
