package io.mptstreams.local.registry;

/** Fields of the records that tests register. */
final class Fields {

  static final String TEXT = "{\"name\":\"text\",\"type\":\"string\"}";
  static final String WITH_DEFAULT = TEXT + ",{\"name\":\"more\",\"type\":\"int\",\"default\":0}";
  static final String WITHOUT_DEFAULT = TEXT + ",{\"name\":\"more\",\"type\":\"int\"}";

  private Fields() {}

  /**
   * A field that no other test's schema has.
   *
   * @param name of the test's own, such as a subject's
   */
  static String unique(String name) {
    return ",{\"name\":\"f_%s\",\"type\":\"int\"}".formatted(name.replace('-', '_'));
  }
}
