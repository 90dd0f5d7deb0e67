package io.mptstreams.local.registry.api;

/** What a subject may be called. */
final class SubjectNamesRule {

  private static final int MAX_LENGTH = 1000;

  private SubjectNamesRule() {}

  /**
   * @throws ApiException INVALID_SUBJECT
   */
  static void require(String subject) {
    boolean control = subject.chars().anyMatch(Character::isISOControl);
    if (subject.isBlank() || control || subject.length() > MAX_LENGTH) {
      throw ApiError.INVALID_SUBJECT.with("The specified subject is not a valid one");
    }
  }
}
