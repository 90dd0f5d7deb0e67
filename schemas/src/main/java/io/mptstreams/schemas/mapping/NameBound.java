package io.mptstreams.schemas.mapping;

import io.mptstreams.schemas.record.ErrorCode;
import java.nio.charset.StandardCharsets;

/**
 * How long an id or a name may be. They are copied into keys, headers and ledger entries, a
 * thousand of them into one record, and a record that no broker takes would stop whoever has to
 * write it.
 */
public final class NameBound {

  /** In UTF-8. */
  public static final int MOST_BYTES = 1_024;

  private NameBound() {}

  /**
   * The name, which may be null.
   *
   * @param what it is called in the refusal, such as "the event id"
   * @throws RecordRejectedException with RECORD_TOO_LARGE
   */
  public static String check(String what, String name) {
    if (name != null && name.length() > MOST_BYTES / 3) {
      check(what, name.getBytes(StandardCharsets.UTF_8).length);
    }
    return name;
  }

  /**
   * The same of a name that is not decoded yet.
   *
   * @throws RecordRejectedException with RECORD_TOO_LARGE
   */
  public static void check(String what, int bytes) {
    if (bytes > MOST_BYTES) {
      throw new RecordRejectedException(
          ErrorCode.RECORD_TOO_LARGE,
          what + " has " + bytes + " bytes, at most " + MOST_BYTES + " are taken");
    }
  }
}
