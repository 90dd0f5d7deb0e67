/**
 * The join of events and labels: scored events and feedback, both by event id → two stores →
 * examples, late feedback with a reason, dead letters.
 */
package io.mptstreams.streams.feedback;
