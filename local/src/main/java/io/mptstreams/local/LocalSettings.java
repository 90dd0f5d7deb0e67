package io.mptstreams.local;

import java.nio.file.Path;

/**
 * What a local stack is made of.
 *
 * @param dataFolder everything that outlives a restart
 * @param brokers 1 to 3
 * @param port of the first broker; 0 takes free ports
 * @param registryPort 0 takes a free one
 */
public record LocalSettings(Path dataFolder, int brokers, int port, int registryPort) {

  /** One broker, on free ports. */
  public static LocalSettings in(Path dataFolder) {
    return new LocalSettings(dataFolder, 1, 0, 0);
  }
}
