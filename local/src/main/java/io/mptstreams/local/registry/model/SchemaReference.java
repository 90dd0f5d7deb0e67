package io.mptstreams.local.registry.model;

/**
 * A schema that another one uses.
 *
 * @param name the type's full name, as the client gave it
 */
public record SchemaReference(String name, String subject, int version) {}
