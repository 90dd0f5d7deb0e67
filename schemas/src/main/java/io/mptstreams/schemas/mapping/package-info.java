/**
 * Between the wire and the domain: Avro's generated classes come in from the left and stop here,
 * the records of {@code io.mptstreams.schemas.record} go out to the right, checked. One mapper a
 * record; nothing else in the project names a class of {@code io.mptstreams.avro}.
 *
 * <pre>
 *   serde ──▶ io.mptstreams.avro.X ──▶ XMapper ──▶ record.X ──▶ programs
 * </pre>
 */
package io.mptstreams.schemas.mapping;
