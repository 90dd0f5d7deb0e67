package io.mptstreams.cli.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mptstreams.cli.config.ConfigCatalogue;
import io.mptstreams.cli.kafka.Cluster;
import io.mptstreams.cli.kafka.Connection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The whole loop with everything in containers: Kafka's image, and this project's as registry,
 * scorer and trainer. Runs when {@code -Dmpt.image} names the image that {@code compose/Dockerfile}
 * builds; {@code -Dmpt.kafka.image} names another Kafka than apache/kafka.
 */
class ContainersTest {

  private static final String IMAGE = System.getProperty("mpt.image", "");
  private static final DockerImageName KAFKA =
      DockerImageName.parse(System.getProperty("mpt.kafka.image", "apache/kafka:4.3.1"))
          .asCompatibleSubstituteFor("apache/kafka");

  @Test
  void aTaskLearnsFromLabelsWithoutLosingOrDoublingAnEvent() {
    assumeTrue(
        !IMAGE.isEmpty(),
        "SKIPPED: no image; docker build -f compose/Dockerfile -t mpt-streams ."
            + " and -Dmpt.image=mpt-streams");
    WholeLoop loop = new WholeLoop();
    try (Network network = Network.newNetwork();
        KafkaContainer kafka =
            new KafkaContainer(KAFKA).withListener("kafka:19092").withNetwork(network);
        GenericContainer<?> registry =
            mpt(network, "registry", "--host", "0.0.0.0", "--allow-remote")
                .withNetworkAliases("registry")
                .withExposedPorts(8081)
                .waitingFor(Wait.forHttp("/subjects").forPort(8081));
        GenericContainer<?> topics =
            mpt(network, "topics", "apply")
                .withStartupCheckStrategy(
                    new OneShotStartupCheckStrategy().withTimeout(Duration.ofMinutes(1)));
        GenericContainer<?> scorer =
            mpt(network, "stream").withExposedPorts(8090).waitingFor(ready("/health/ready", 8090));
        GenericContainer<?> trainer =
            mpt(network, "train").withExposedPorts(8091).waitingFor(ready("/ready", 8091))) {
      kafka.start();
      registry.start();
      topics.start();
      Map<String, String> fromHere =
          Map.of(
              "kafka.bootstrap.servers", kafka.getBootstrapServers(),
              "schema.registry.url",
                  "http://%s:%d".formatted(registry.getHost(), registry.getMappedPort(8081)));
      try (Cluster cluster = Cluster.open(Connection.from(fromHere))) {
        loop.registerTasks(cluster);
        scorer.start();
        trainer.start();

        DemoSummary summary = loop.play(cluster);

        loop.check(summary);
      }
    }
  }

  @SuppressWarnings("resource") // whoever called closes it
  private static GenericContainer<?> mpt(Network network, String... command) {
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(IMAGE))
            .withNetwork(network)
            .withCommand(command)
            .withEnv("MPT_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
            .withEnv("MPT_SCHEMA_REGISTRY_URL", "http://registry:8081")
            .withEnv("MPT_TOPICS_REPLICATION", "1");
    DemoSettings.QUICK.forEach(
        (key, value) -> container.withEnv(ConfigCatalogue.environmentName(key), value));
    return container;
  }

  private static WaitStrategy ready(String path, int port) {
    return Wait.forHttp(path).forPort(port).withStartupTimeout(Duration.ofMinutes(2));
  }
}
