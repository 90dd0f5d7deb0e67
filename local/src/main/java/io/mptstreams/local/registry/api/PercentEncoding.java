package io.mptstreams.local.registry.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of paths and queries, where a plus is a plus. */
final class PercentEncoding {

  private PercentEncoding() {}

  static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.BAD_REQUEST.with("the path or query is not percent-encoded: " + encoded);
    }
  }
}
