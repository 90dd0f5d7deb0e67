package io.mptstreams.local.registry.model;

/** What a subject, or the whole registry, lets clients do. */
public enum Mode {
  READWRITE,
  READONLY,
  READONLY_OVERRIDE,
  /** Schemas come with the ids and versions that they have elsewhere. */
  IMPORT
}
