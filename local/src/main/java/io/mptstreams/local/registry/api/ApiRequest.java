package io.mptstreams.local.registry.api;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One request.
 *
 * @param path decoded segments
 * @param query decoded parameters, the last of each name
 * @param body as it came; empty for none
 */
public record ApiRequest(String method, List<String> path, Map<String, String> query, byte[] body) {

  /**
   * Splits before it decodes, so that a subject may contain an encoded slash.
   *
   * @param rawPath still encoded
   * @param rawQuery still encoded, or null
   * @throws ApiException when the encoding is broken
   */
  public static ApiRequest of(String method, String rawPath, String rawQuery, byte[] body) {
    List<String> path =
        Arrays.stream(rawPath.split("/"))
            .filter(segment -> !segment.isEmpty())
            .map(PercentEncoding::decode)
            .toList();
    Map<String, String> query = new HashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.put(PercentEncoding.decode(name), PercentEncoding.decode(value));
      }
    }
    return new ApiRequest(method, path, query, body);
  }

  /** Parameters that are not known are not looked at, as newer clients send more of them. */
  boolean flag(String name) {
    return Boolean.parseBoolean(query.getOrDefault(name, "false"));
  }

  /** The part of a list that {@code offset} and {@code limit} ask for; no limit means all of it. */
  <T> List<T> page(List<T> all) {
    int limit = number("limit", -1);
    return all.stream()
        .skip(Math.max(0, number("offset", 0)))
        .limit(limit > 0 ? limit : Long.MAX_VALUE)
        .toList();
  }

  /**
   * What names have to begin with. There is one context here, the default one, whose names may be
   * written with {@code :.:} before them; {@code :*:} means all contexts.
   */
  String subjectPrefix() {
    String prefix = query.getOrDefault("subjectPrefix", "");
    return prefix.startsWith(":*:") || prefix.startsWith(":.:") ? prefix.substring(3) : prefix;
  }

  private int number(String name, int fallback) {
    String value = query.get(name);
    if (value == null || value.isEmpty()) {
      return fallback;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw ApiError.BAD_REQUEST.with(name + " is not a number: " + value);
    }
  }
}
