package io.mptstreams.local.registry.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Checks a candidate against what is there, by Avro's rules of schema resolution. */
public final class CompatibilityRule {

  private CompatibilityRule() {}

  /**
   * What stands against the candidate; empty when nothing does.
   *
   * @param old versions oldest first; a level that is not transitive looks at the last only
   */
  public static List<String> violations(
      CompatibilityLevel level, Schema candidate, List<Schema> old) {
    List<String> found = new ArrayList<>();
    int first = level.transitive() || old.isEmpty() ? 0 : old.size() - 1;
    for (Schema previous : old.subList(first, old.size())) {
      if (level.backward()) {
        collect("the new schema cannot read the old one", candidate, previous, found);
      }
      if (level.forward()) {
        collect("the old schema cannot read the new one", previous, candidate, found);
      }
    }
    return found;
  }

  private static void collect(String what, Schema reader, Schema writer, List<String> found) {
    for (Incompatibility one :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      found.add(
          "%s: %s at %s: %s".formatted(what, one.getType(), one.getLocation(), one.getMessage()));
    }
  }
}
