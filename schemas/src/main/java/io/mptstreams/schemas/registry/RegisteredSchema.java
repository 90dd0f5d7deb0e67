package io.mptstreams.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema under a subject.
 *
 * @param version 1 and up within the subject
 * @param id unique in the registry; the one in the wire format
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
