package io.mptstreams.streams;

import io.mptstreams.schemas.topic.KafkaTopic;
import io.mptstreams.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether the broker answers and holds the topics, before anything expensive is begun. */
final class BrokerCheck {

  private BrokerCheck() {}

  /**
   * @param timeout upper bound of the whole check
   * @return the cluster's id
   * @throws StartException in one line
   */
  static String run(Map<String, String> kafka, Topics topics, Duration timeout) {
    String servers = kafka.get("bootstrap.servers");
    Map<String, Object> config = new HashMap<>(kafka);
    int millis = Math.toIntExact(timeout.toMillis());
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, 5_000));
    Admin admin;
    try {
      admin = Admin.create(config);
    } catch (org.apache.kafka.common.KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException(
          "no Kafka client can be made for " + servers + ": " + cause.getMessage(), e);
    }
    try {
      KafkaFuture<Set<String>> names = admin.listTopics().names();
      KafkaFuture<String> cluster = admin.describeCluster().clusterId();
      KafkaFuture.allOf(names, cluster).get(millis, TimeUnit.MILLISECONDS);
      Set<String> there = names.get();
      List<String> missing =
          topics.all().stream()
              .map(KafkaTopic::name)
              .filter(name -> !there.contains(name))
              .toList();
      if (!missing.isEmpty()) {
        throw new StartException(
            "topics are missing at " + servers + ": " + String.join(", ", missing));
      }
      return cluster.get();
    } catch (ExecutionException e) {
      throw refusal(e.getCause())
          ? new StartException(
              "the broker at " + servers + " refuses: " + e.getCause().getMessage(), e)
          : silence(servers, timeout, e);
    } catch (TimeoutException e) {
      throw silence(servers, timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while looking for the broker", e);
    } finally {
      admin.close(Duration.ofSeconds(1));
    }
  }

  /** Asking again would not help. */
  private static boolean refusal(Throwable cause) {
    return cause instanceof AuthenticationException || cause instanceof AuthorizationException;
  }

  private static StartException silence(String servers, Duration timeout, Exception cause) {
    return new StartException(
        "no broker answers at " + servers + " within " + timeout.toSeconds() + " s", cause);
  }
}
