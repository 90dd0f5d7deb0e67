package io.mptstreams.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real broker and a schema registry for tests, started once in each JVM fork when the first test
 * class asks for it and stopped when the last has run. Register it as a static field:
 *
 * <pre>{@code
 * @RegisterExtension static final LocalKafkaExtension kafka = new LocalKafkaExtension();
 * }</pre>
 *
 * <p>Test classes share the broker, so each takes names of its own with {@link #uniqueName}.
 */
public final class LocalKafkaExtension implements BeforeAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(LocalKafkaExtension.class);

  private Shared shared;

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
  }

  public String bootstrapServers() {
    return shared.stack.bootstrapServers();
  }

  /** Of the schema registry on that broker. */
  public String registryUrl() {
    return shared.stack.registryUrl();
  }

  /** A topic prefix, application id or topic that no other test uses. */
  public String uniqueName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private record Shared(Path folder, LocalStack stack) implements AutoCloseable {

    static Shared start() {
      try {
        Path folder = Files.createTempDirectory("mpt-test-");
        return new Shared(folder, LocalStack.start(LocalSettings.in(folder)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      stack.close();
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
