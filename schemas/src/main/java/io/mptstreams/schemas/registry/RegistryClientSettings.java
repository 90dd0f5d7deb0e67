package io.mptstreams.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the registry is and how to talk to it. Made by {@link RegistryClientConfig} from
 * Confluent's configuration keys.
 *
 * @param urls tried in order; the one that answered last is tried first next time
 * @param authorization value of the Authorization header
 * @param headers sent with every request
 * @param connectTimeout of one connection
 * @param requestTimeout of one request
 * @param missingTtl for how long "no such schema" is believed without asking again
 * @param latestTtl for how long "this is the latest" is believed
 * @param tls key and trust stores; empty uses the platform's
 */
public record RegistryClientSettings(
    List<URI> urls,
    Optional<String> authorization,
    Map<String, String> headers,
    Duration connectTimeout,
    Duration requestTimeout,
    RetrySettings retry,
    Duration missingTtl,
    Duration latestTtl,
    Optional<TlsSettings> tls) {

  public RegistryClientSettings {
    urls = List.copyOf(urls);
    headers = Map.copyOf(headers);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one registry URL");
    }
  }
}
