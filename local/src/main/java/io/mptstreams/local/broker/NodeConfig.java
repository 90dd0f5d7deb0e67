package io.mptstreams.local.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Kafka's settings for one combined broker and controller of a small local cluster.
 *
 * @param id 1 and up
 * @param folder of this node
 * @param port of its clients
 * @param controllerPorts of all nodes, in the order of their ids
 */
record NodeConfig(
    int id,
    Path folder,
    int port,
    List<Integer> controllerPorts,
    String clusterId,
    Map<String, String> overrides) {

  static final String CONTROLLER = "CONTROLLER";
  private static final String HOST = "127.0.0.1";

  Map<String, String> properties() {
    int nodes = controllerPorts.size();
    String voters =
        IntStream.rangeClosed(1, nodes)
            .mapToObj(n -> n + "@" + HOST + ":" + controllerPorts.get(n - 1))
            .collect(Collectors.joining(","));
    Map<String, String> p = new HashMap<>();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(id));
    p.put("controller.quorum.voters", voters);
    p.put("controller.listener.names", CONTROLLER);
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(HOST, port, CONTROLLER, HOST, controllerPorts.get(id - 1)));
    p.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("log.dirs", folder.toString());
    p.put("metadata.log.dir", folder.toString());
    p.put("auto.create.topics.enable", "false");

    String replicas = Integer.toString(nodes);
    String minInSync = Integer.toString(nodes > 1 ? nodes - 1 : 1);
    p.put("default.replication.factor", replicas);
    p.put("min.insync.replicas", minInSync);
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      p.put(topic + ".replication.factor", replicas);
      p.put(topic + ".num.partitions", "4");
    }
    p.put("transaction.state.log.min.isr", minInSync);
    p.put("share.coordinator.state.topic.min.isr", minInSync);

    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("group.min.session.timeout.ms", "1000");
    p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // The default is 128 MB of heap, far more than a local log cleaner has to remember.
    p.put("log.cleaner.dedupe.buffer.size", "2097152");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.putAll(overrides);
    return p;
  }
}
