package io.mptstreams.local.broker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka cluster of one to three nodes in this JVM, each a broker and a controller. Topics,
 * offsets and the cluster id survive a restart on the same folder; ports are kept only if they are
 * named. Any thread may call it; calls wait for each other.
 *
 * <p>Nodes start and stop side by side: a quorum of three is not there until two have started, and
 * a node that shuts down alone waits for a quorum that may be gone.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final List<NodeConfig> configs;
  private final Map<Integer, BrokerNode> running = new TreeMap<>();

  private EmbeddedKafka(List<NodeConfig> configs) {
    this.configs = configs;
  }

  /**
   * Starts all nodes and returns when they accept clients, some 4 seconds later.
   *
   * @throws PortTakenException if a named port is taken
   * @throws IllegalStateException if a node cannot start
   */
  public static EmbeddedKafka start(BrokerSettings settings) {
    EmbeddedKafka kafka = new EmbeddedKafka(configs(settings));
    kafka.startAll();
    log.atInfo()
        .addKeyValue("bootstrapServers", kafka.bootstrapServers())
        .addKeyValue("dataFolder", settings.dataFolder())
        .log("the broker is up");
    return kafka;
  }

  /** Addresses of all nodes, running or not. */
  public String bootstrapServers() {
    return configs.stream().map(c -> "127.0.0.1:" + c.port()).collect(Collectors.joining(","));
  }

  /** The name that the cluster has kept since its first start. */
  public String clusterId() {
    return configs.get(0).clusterId();
  }

  /**
   * Stops one node; nothing happens if it is down.
   *
   * @param id 1 and up
   */
  public synchronized void stopBroker(int id) {
    BrokerNode node = running.remove(config(id).id());
    if (node != null) {
      node.stop();
    }
  }

  /**
   * Starts one node again on the port it had; nothing happens if it is up.
   *
   * @param id 1 and up
   */
  public synchronized void startBroker(int id) {
    if (!running.containsKey(config(id).id())) {
      running.put(id, BrokerNode.start(config(id)));
    }
  }

  /** Stops all nodes. Close clients first: an admin client that outlives its broker complains. */
  @Override
  public synchronized void close() {
    List<BrokerNode> nodes = List.copyOf(running.values());
    running.clear();
    sideBySide(nodes.stream().<Runnable>map(node -> node::stop).toList());
  }

  private synchronized void startAll() {
    Map<Integer, BrokerNode> started = Collections.synchronizedMap(running);
    try {
      sideBySide(
          configs.stream()
              .<Runnable>map(c -> () -> started.put(c.id(), BrokerNode.start(c)))
              .toList());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private NodeConfig config(int id) {
    if (id < 1 || id > configs.size()) {
      throw new IllegalArgumentException("broker must be 1 to " + configs.size() + ", was " + id);
    }
    return configs.get(id - 1);
  }

  private static List<NodeConfig> configs(BrokerSettings settings) {
    int n = settings.brokers();
    List<Integer> free = new ArrayList<>(FreePorts.take(2 * n));
    List<Integer> controllers = List.copyOf(free.subList(0, n));
    List<Integer> clients =
        settings.port() == 0
            ? List.copyOf(free.subList(n, 2 * n))
            : IntStream.range(0, n).mapToObj(i -> settings.port() + i).toList();
    for (int port : clients) {
      if (!FreePorts.isFree(port)) {
        throw new PortTakenException(port, "broker");
      }
    }
    String clusterId = ClusterId.of(settings.dataFolder());
    return IntStream.rangeClosed(1, n)
        .mapToObj(
            id ->
                new NodeConfig(
                    id,
                    settings.dataFolder().resolve("broker-" + id).toAbsolutePath(),
                    clients.get(id - 1),
                    controllers,
                    clusterId,
                    settings.overrides()))
        .toList();
  }

  private static void sideBySide(List<Runnable> actions) {
    if (actions.isEmpty()) {
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(actions.size());
    try {
      List<Future<?>> all = new ArrayList<>();
      actions.forEach(action -> all.add(pool.submit(action)));
      for (Future<?> one : all) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while brokers started or stopped", e);
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      pool.shutdown();
    }
  }
}
