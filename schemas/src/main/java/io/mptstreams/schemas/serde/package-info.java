/**
 * Bytes of a topic's value in, records of the domain out, and back.
 *
 * <pre>
 *   bytes ──▶ AvroFormat (magic 0, schema id, Avro binary) ──▶ RecordMapper ──▶ record
 * </pre>
 *
 * <p>What can never be read is a {@code RecordRejectedException} with its reason. What cannot be
 * read because the registry does not answer is a {@code RegistryUnavailableException}: it is tried
 * again by whoever reads, and is never a dead letter.
 */
package io.mptstreams.schemas.serde;
