package io.mptstreams.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;

/** The cluster's name, drawn at the first start and kept in the data folder. */
final class ClusterId {

  private static final String FILE = "cluster.id";

  private ClusterId() {}

  static String of(Path dataFolder) {
    Path file = dataFolder.resolve(FILE);
    try {
      Files.createDirectories(dataFolder);
      if (!Files.exists(file)) {
        Files.writeString(file, Uuid.randomUuid() + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the cluster id in " + file, e);
    }
  }
}
