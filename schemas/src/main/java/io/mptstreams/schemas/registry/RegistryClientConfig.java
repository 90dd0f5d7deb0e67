package io.mptstreams.schemas.registry;

import io.mptstreams.schemas.config.ConfigException;
import io.mptstreams.schemas.config.ConfigValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads Confluent's client configuration: the same keys, so that a file written for their
 * serializers works here. Timeouts are shorter by default, since a stream thread waits meanwhile.
 * Keys that are not about the registry are not looked at.
 */
public final class RegistryClientConfig {

  private static final String URL = "schema.registry.url";
  private static final String BASIC_SOURCE = "basic.auth.credentials.source";
  private static final String BEARER_SOURCE = "bearer.auth.credentials.source";

  /** Keys that are read only beside others; they are known all the same. */
  private static final List<String> CONDITIONAL =
      List.of(
          "basic.auth.user.info",
          "schema.registry.basic.auth.user.info",
          "bearer.auth.token",
          "schema.registry.ssl.truststore.password",
          "schema.registry.ssl.truststore.type",
          "schema.registry.ssl.keystore.password",
          "schema.registry.ssl.keystore.type",
          "schema.registry.ssl.key.password");

  private RegistryClientConfig() {}

  /**
   * @throws ConfigException naming the key that is missing or wrong
   */
  public static RegistryClientSettings read(ConfigValues values) {
    CONDITIONAL.forEach(values::optional);
    List<URI> urls = urls(values);
    return new RegistryClientSettings(
        urls.stream().map(RegistryClientConfig::withoutUserInfo).toList(),
        authorization(values, urls.get(0)),
        headers(values),
        millis(values, "http.connect.timeout.ms", 10_000),
        millis(values, "http.read.timeout.ms", 10_000),
        new RetrySettings(
            atLeast(0, values, "max.retries", 3),
            millis(values, "retries.wait.ms", 1_000),
            millis(values, "retries.max.wait.ms", 20_000)),
        Duration.ofSeconds(atLeast(0, values, "missing.id.cache.ttl.sec", 30)),
        Duration.ofSeconds(Math.max(0, values.longValue("latest.cache.ttl.sec", 60))),
        tls(values));
  }

  private static List<URI> urls(ConfigValues values) {
    List<URI> urls = new ArrayList<>();
    String text = values.required(URL);
    for (String one : text.split(",", -1)) {
      String trimmed = one.strip();
      String url = trimmed.endsWith("/") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
      try {
        URI uri = URI.create(url);
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
          throw new IllegalArgumentException(url);
        }
        urls.add(uri);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(URL, withoutUserInfo(text), "must be a list of http(s) URLs");
      }
    }
    return urls;
  }

  private static Optional<String> authorization(ConfigValues values, URI first) {
    Optional<String> bearer = values.optional(BEARER_SOURCE);
    if (bearer.isPresent()) {
      if (!bearer.get().equals("STATIC_TOKEN")) {
        throw new ConfigException(BEARER_SOURCE, bearer.get(), "must be STATIC_TOKEN");
      }
      return Optional.of("Bearer " + values.required("bearer.auth.token"));
    }
    String source = values.string(BASIC_SOURCE, "URL");
    Optional<String> user =
        switch (source) {
          case "URL" -> Optional.ofNullable(first.getUserInfo());
          case "USER_INFO" -> Optional.of(userInfo(values));
          default -> throw new ConfigException(BASIC_SOURCE, source, "must be URL or USER_INFO");
        };
    return user.map(
        info ->
            "Basic " + Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8)));
  }

  private static String userInfo(ConfigValues values) {
    return values
        .optional("basic.auth.user.info")
        .orElseGet(() -> values.required("schema.registry.basic.auth.user.info"));
  }

  private static Map<String, String> headers(ConfigValues values) {
    Map<String, String> headers = new HashMap<>();
    values
        .optional("bearer.auth.logical.cluster")
        .ifPresent(cluster -> headers.put("target-sr-cluster", cluster));
    values
        .optional("bearer.auth.identity.pool.id")
        .ifPresent(pool -> headers.put("Confluent-Identity-Pool-Id", pool));
    return headers;
  }

  private static Optional<TlsSettings> tls(ConfigValues values) {
    Optional<TlsSettings.Store> trust = store(values, "truststore");
    Optional<TlsSettings.Store> key = store(values, "keystore");
    return trust.isEmpty() && key.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsSettings(trust, key));
  }

  private static Optional<TlsSettings.Store> store(ConfigValues values, String kind) {
    String prefix = "schema.registry.ssl." + kind;
    return values
        .optional(prefix + ".location")
        .map(
            location ->
                new TlsSettings.Store(
                    Path.of(location),
                    values.optional(prefix + ".password"),
                    values.optional("schema.registry.ssl.key.password"),
                    values.string(prefix + ".type", "JKS")));
  }

  private static Duration millis(ConfigValues values, String key, int fallback) {
    return Duration.ofMillis(atLeast(0, values, key, fallback));
  }

  private static int atLeast(int bound, ConfigValues values, String key, int fallback) {
    int value = values.integer(key, fallback);
    if (value < bound) {
      throw new ConfigException(key, Integer.toString(value), "must be at least " + bound);
    }
    return value;
  }

  private static URI withoutUserInfo(URI uri) {
    return URI.create(withoutUserInfo(uri.toString()));
  }

  private static String withoutUserInfo(String urls) {
    return urls.replaceAll("//[^/@,]*@", "//");
  }
}
