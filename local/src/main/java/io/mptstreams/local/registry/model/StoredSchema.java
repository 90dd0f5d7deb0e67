package io.mptstreams.local.registry.model;

/**
 * One version under a subject.
 *
 * @param version 1 and up within the subject, never reused while the subject exists
 * @param id 1 and up, one for each content
 * @param deleted softly: hidden from lists, still found by id
 */
public record StoredSchema(
    String subject, int version, int id, SchemaContent content, boolean deleted) {

  /** The same, softly deleted. */
  public StoredSchema asDeleted() {
    return new StoredSchema(subject, version, id, content, true);
  }
}
