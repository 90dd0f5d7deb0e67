package io.mptstreams.local.registry.api;

/** The protocol's error codes. The first three digits are the HTTP status. */
public enum ApiError {
  BAD_REQUEST(400),
  NO_SUCH_PATH(404),
  METHOD_NOT_ALLOWED(405),
  /** Clients look at the HTTP status; the code has no further digits. */
  INCOMPATIBLE(409),
  TOO_LARGE(413),
  SUBJECT_NOT_FOUND(40401),
  VERSION_NOT_FOUND(40402),
  SCHEMA_NOT_FOUND(40403),
  SUBJECT_SOFT_DELETED(40404),
  SUBJECT_NOT_SOFT_DELETED(40405),
  VERSION_SOFT_DELETED(40406),
  VERSION_NOT_SOFT_DELETED(40407),
  NO_SUBJECT_LEVEL(40408),
  NO_SUBJECT_MODE(40409),
  INVALID_SCHEMA(42201),
  INVALID_VERSION(42202),
  INVALID_LEVEL(42203),
  INVALID_MODE(42204),
  NOT_PERMITTED(42205),
  REFERENCE_EXISTS(42206),
  INVALID_SUBJECT(42208),
  SCHEMA_TOO_LARGE(42209),
  STORE_FAILED(50001);

  private final int code;

  ApiError(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  int status() {
    return code < 1000 ? code : code / 100;
  }

  ApiException with(String message) {
    return new ApiException(this, message);
  }
}
