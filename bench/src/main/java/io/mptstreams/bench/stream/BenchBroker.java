package io.mptstreams.bench.stream;

import io.mptstreams.local.LocalSettings;
import io.mptstreams.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The embedded broker and registry, in a folder that goes with them. */
final class BenchBroker implements AutoCloseable {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Path folder;
  private final LocalStack stack;
  private final Set<Long> threads;

  BenchBroker() {
    Set<Long> before = LongStream.of(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet());
    try {
      folder = Files.createTempDirectory("mpt-bench-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stack = LocalStack.start(LocalSettings.in(folder.resolve("broker")));
    threads =
        Arrays.stream(THREADS.getAllThreadIds())
            .filter(id -> !before.contains(id))
            .boxed()
            .collect(Collectors.toSet());
  }

  String bootstrapServers() {
    return stack.bootstrapServers();
  }

  String registryUrl() {
    return stack.registryUrl();
  }

  Path folder() {
    return folder;
  }

  /** Processor time that the threads of broker and registry have used, in nanoseconds. */
  long cpuNanos() {
    return threads.stream().mapToLong(id -> Math.max(0, THREADS.getThreadCpuTime(id))).sum();
  }

  @Override
  public void close() {
    stack.close();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
