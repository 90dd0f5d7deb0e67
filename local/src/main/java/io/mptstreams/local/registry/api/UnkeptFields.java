package io.mptstreams.local.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Parts of the protocol that would be accepted and then forgotten are refused by name. */
final class UnkeptFields {

  private UnkeptFields() {}

  /**
   * @param what they are, for the message
   * @throws ApiException NOT_PERMITTED when one of them says something
   */
  static void refuse(JsonNode body, String what, List<String> names) {
    List<String> found = names.stream().filter(name -> says(body.path(name))).toList();
    if (!found.isEmpty()) {
      throw ApiError.NOT_PERMITTED.with("This registry keeps no such " + what + ": " + found);
    }
  }

  /** Clients also send null, false and empty shells. */
  private static boolean says(JsonNode value) {
    if (value.isContainerNode()) {
      for (JsonNode part : value) {
        if (says(part)) {
          return true;
        }
      }
      return false;
    }
    return value.asBoolean(!value.asText("").isEmpty());
  }
}
