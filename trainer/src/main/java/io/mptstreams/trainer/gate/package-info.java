/**
 * Whether a challenger may take the champion's place.
 *
 * <p>what both say of the same held-out examples → {@code Gate} → {@code GateVerdict} with its
 * reasons and figures.
 */
package io.mptstreams.trainer.gate;
