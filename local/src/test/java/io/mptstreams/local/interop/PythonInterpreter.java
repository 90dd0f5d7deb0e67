package io.mptstreams.local.interop;

import io.mptstreams.local.interop.ExternalProcess.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Python that has confluent-kafka with its registry client and Avro serializers: {@code
 * -Dmpt.interop.python=...}, python3, the system's. What one lacks, pip fetches into the build
 * folder, from the index that pip is configured with.
 *
 * @param command the interpreter; empty when there is none
 * @param whyNot what was tried and what was missing; empty when there is one
 */
record PythonInterpreter(Optional<String> command, String whyNot) {

  private static final Duration CHECK = Duration.ofSeconds(20);
  private static final Duration INSTALL = Duration.ofSeconds(60);
  private static final String LIBRARY = "import confluent_kafka";
  private static final String ALL =
      "import confluent_kafka.schema_registry.avro, confluent_kafka.serialization";
  private static final Path PACKAGES = Path.of("target/interop/python").toAbsolutePath();

  /** What the Avro serializers of any version import, for a Linux package without its extras. */
  private static final List<String> EXTRAS =
      List.of("fastavro", "requests", "httpx", "authlib", "cachetools", "attrs");

  static PythonInterpreter find() throws Exception {
    Files.createDirectories(PACKAGES);
    List<String> candidates = new ArrayList<>();
    Optional.ofNullable(System.getProperty("mpt.interop.python")).ifPresent(candidates::add);
    candidates.add("python3");
    candidates.add("/usr/bin/python3");
    for (String candidate : candidates) {
      if (run(candidate, ALL).ok()) {
        return new PythonInterpreter(Optional.of(candidate), "");
      }
    }
    StringBuilder whyNot = new StringBuilder();
    for (String candidate : candidates) {
      boolean hasLibrary = run(candidate, LIBRARY).ok();
      Outcome fetched =
          fetch(candidate, hasLibrary ? EXTRAS : List.of("confluent-kafka[avro,schemaregistry]"));
      Outcome outcome = fetched.ok() ? run(candidate, ALL) : fetched;
      if (outcome.ok()) {
        return new PythonInterpreter(Optional.of(candidate), "");
      }
      whyNot.append("\n%s: %s".formatted(candidate, outcome.output().strip()));
    }
    return new PythonInterpreter(Optional.empty(), whyNot.toString());
  }

  /** What a script needs to see the packages that pip fetched. */
  static Map<String, String> environment() {
    return Map.of("PYTHONPATH", PACKAGES.toString());
  }

  private static Outcome run(String python, String code) throws Exception {
    return ExternalProcess.run(PACKAGES, environment(), CHECK, List.of(python, "-c", code));
  }

  private static Outcome fetch(String python, List<String> wanted) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--retries=1",
                "--timeout=10",
                "--only-binary=:all:",
                "--target",
                PACKAGES.toString()));
    command.addAll(wanted);
    return ExternalProcess.run(PACKAGES, Map.of(), INSTALL, command);
  }
}
