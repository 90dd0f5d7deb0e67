/**
 * Bytes of the event topics → {@code EventReader} → events with text, id and tasks. What cannot be
 * read leaves as a {@code RecordRejectedException} with its code.
 */
package io.mptstreams.streams.intake;
