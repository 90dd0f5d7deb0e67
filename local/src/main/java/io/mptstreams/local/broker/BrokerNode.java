package io.mptstreams.local.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One running broker and controller. Formats its folder first, which leaves a formatted one as it
 * is, so a first start and a restart are the same call. Not thread-safe; its cluster owns it.
 */
final class BrokerNode {

  private final KafkaRaftServer server;

  private BrokerNode(KafkaRaftServer server) {
    this.server = server;
  }

  static BrokerNode start(NodeConfig config) {
    format(config);
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(config.properties(), false), Time.SYSTEM);
    server.startup();
    return new BrokerNode(server);
  }

  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(NodeConfig config) {
    try (PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setClusterId(config.clusterId())
          .setNodeId(config.id())
          .addDirectory(config.folder().toString())
          .setMetadataLogDirectory(config.folder().toString())
          .setControllerListenerName(NodeConfig.CONTROLLER)
          .setHasDynamicQuorum(false)
          .setIgnoreFormatted(true)
          .setPrintStream(nowhere)
          .run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot format " + config.folder(), e);
    }
  }
}
