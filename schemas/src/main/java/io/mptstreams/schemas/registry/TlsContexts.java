package io.mptstreams.schemas.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Makes the TLS context with Kafka's own loader, so that the registry takes the same JKS, PKCS12
 * and PEM files as the brokers.
 */
final class TlsContexts {

  private TlsContexts() {}

  static SSLContext from(TlsSettings settings) {
    Map<String, Object> config = new HashMap<>();
    ConfigDef definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    config.putAll(definition.defaultValues());
    config.put(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG, List.of("TLSv1.3", "TLSv1.2"));
    settings
        .trustStore()
        .ifPresent(
            store -> {
              config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, store.location().toString());
              config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, store.type());
              store
                  .password()
                  .ifPresent(
                      password ->
                          config.put(
                              SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, new Password(password)));
            });
    settings
        .keyStore()
        .ifPresent(
            store -> {
              config.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, store.location().toString());
              config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, store.type());
              store
                  .password()
                  .ifPresent(
                      password ->
                          config.put(
                              SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, new Password(password)));
              store
                  .keyPassword()
                  .ifPresent(
                      password ->
                          config.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, new Password(password)));
            });
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(config);
      return factory.sslContext();
    }
  }
}
